import CVision
import Foundation
import Imagery

/// The owner of a network that OpenCV has loaded: frees it when it goes.
@safe final class NetworkHandle {
  private let raw: OpaquePointer
  private let path: String

  /// Loads an ONNX file; `onnx` stands for its bytes where it is given.
  init(path: String, onnx: Data?, onCUDA: Bool) throws {
    var message = [CChar](repeating: 0, count: 1024)
    var raw: OpaquePointer?
    let bytes = onnx.map { [UInt8]($0) }
    let status = unsafe rw_network_load(path, bytes, bytes?.count ?? 0, onCUDA ? 1 : 0, &raw, &message, message.count)
    guard status == RW_OK, let raw = unsafe raw else {
      throw VisionRuntimeError.notAnONNX(path: path, reason: CMessage.text(message))
    }
    unsafe self.raw = raw
    self.path = path
  }

  deinit { unsafe rw_network_free(raw) }

  /// Runs the network on a tile of its input size and gives its output's numbers, and the number for the whole tile where
  /// the card names one.
  func run(_ tile: ImageTile, card: ModelCard) throws -> (numbers: [Float], figure: Float) {
    var message = [CChar](repeating: 0, count: 1024)
    var figure = Float.nan
    var scores = [Float](repeating: 0, count: card.channelCount * card.scoredSideInPixels * card.scoredSideInPixels)
    let status = unsafe rw_network_run(
      raw,
      card.input.name,
      tile.rgb,
      Int32(tile.size.width),
      Int32(tile.size.height),
      card.input.mean,
      card.input.std,
      card.unfamiliarity.map { _ in card.output.name },
      &scores,
      scores.count,
      card.unfamiliarity?.output,
      &figure,
      &message,
      message.count
    )
    guard status == RW_OK else { throw VisionRuntimeError.inference(path: path, reason: CMessage.text(message)) }
    return (scores, figure)
  }
}
