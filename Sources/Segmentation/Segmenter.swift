public import Imagery

/// Something that gives each pixel of a tile its class probabilities.
public protocol Segmenter: Sendable {
  /// What the network says of a tile.
  ///
  /// - Parameter tile: a tile of exactly the model's input size.
  /// - Returns: the probabilities as `[class, row, column]`, 0 in a margin that the network says nothing of, and how far the tile lies from what the network has learnt.
  /// - Throws: the engine's error.
  func scores(of tile: ImageTile) async throws -> TileScores
}

extension Segmenter {
  /// The probabilities of a tile, as `[class, row, column]`.
  ///
  /// - Throws: the engine's error.
  public func probabilities(of tile: ImageTile) async throws -> [Float] { try await scores(of: tile).probabilities }
}
