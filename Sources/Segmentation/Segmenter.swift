public import Imagery

/// Something that gives each pixel of a tile its class probabilities.
public protocol Segmenter: Sendable {
  /// The probabilities of a tile.
  ///
  /// - Parameter tile: a tile of exactly the model's input size.
  /// - Returns: the probabilities as `[class, row, column]`.
  /// - Throws: the engine's error.
  func probabilities(of tile: ImageTile) async throws -> [Float]
}
