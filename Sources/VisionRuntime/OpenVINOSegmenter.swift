public import Imagery
public import Segmentation

/// A network that runs in OpenVINO, one tile at a time; several of these share one compiled model and run side by side.
public actor OpenVINOSegmenter: Segmenter {
  private let request: OpenVINORequest
  private let card: ModelCard

  /// Makes a request of its own to a model.
  ///
  /// - Throws: `VisionRuntimeError.inference` where OpenVINO has no memory for it.
  public init(model: OpenVINOModel) throws {
    request = try OpenVINORequest(of: model)
    card = model.card
  }

  /// The probabilities of a tile as `[class, row, column]`; logits are brought through the softmax.
  ///
  /// - Throws: `VisionRuntimeError.inference` where OpenVINO fails.
  public func probabilities(of tile: ImageTile) throws -> [Float] {
    var scores = try request.run(tile)
    if card.output.kind == .logits { Softmax.apply(to: &scores, classes: card.classes.count) }
    return scores
  }
}
