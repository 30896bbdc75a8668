import CVision
import Imagery

/// The owner of a request to a compiled network: one tile at a time; frees it when it goes.
@safe final class OpenVINORequest {
  private let raw: OpaquePointer
  private let model: OpenVINOModel

  init(of model: OpenVINOModel) throws {
    unsafe raw = try model.makeRequest()
    self.model = model
  }

  deinit { unsafe rw_openvino_request_free(raw) }

  /// Runs the network on a tile of its input size and gives its output's numbers, and the number for the whole tile where
  /// the card names one.
  func run(_ tile: ImageTile) throws -> (numbers: [Float], figure: Float) {
    let card = model.card
    var message = [CChar](repeating: 0, count: 4096)
    var figure = Float.nan
    var scores = [Float](repeating: 0, count: card.channelCount * card.scoredSideInPixels * card.scoredSideInPixels)
    let status = unsafe rw_openvino_request_run(
      raw,
      tile.rgb,
      Int32(tile.size.width),
      Int32(tile.size.height),
      card.input.mean,
      card.input.std,
      Int32(clamping: model.enlargement),
      model.endsInSoftmax ? 1 : 0,
      model.outputNames?.scores,
      &scores,
      scores.count,
      model.outputNames?.figure,
      &figure,
      &message,
      message.count
    )
    guard status == RW_OK else {
      throw VisionRuntimeError.inference(path: model.path, reason: OpenVINOText.reason(CMessage.text(message)))
    }
    return (scores, figure)
  }
}
