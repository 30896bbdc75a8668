public import Imagery
public import Segmentation

/// A network that runs in OpenVINO, one tile at a time; several of these share one compiled model and run side by side.
public actor OpenVINOSegmenter: Segmenter {
  private let request: OpenVINORequest
  private let card: ModelCard
  private let path: String

  /// Makes a request of its own to a model.
  ///
  /// - Throws: `VisionRuntimeError.inference` where OpenVINO has no memory for it.
  public init(model: OpenVINOModel) throws {
    request = try OpenVINORequest(of: model)
    card = model.card
    path = model.path
  }

  /// What the network says of a tile, whatever its numbers are.
  ///
  /// - Throws: `VisionRuntimeError` where its numbers are not what its card says, and where OpenVINO fails.
  public func scores(of tile: ImageTile) throws -> TileScores {
    try card.scores(from: request.run(tile), path: path)
  }
}
