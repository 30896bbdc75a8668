import Foundation
import Imagery
import Segmentation
import VisionRuntime

/// A model and its card, checked against each other by the engine when it loads.
struct LoadedModel {
  /// The ONNX file.
  let path: String

  /// What the caller must know of it.
  let card: ModelCard

  /// Takes a model and the card beside it.
  ///
  /// - Parameter path: the ONNX file; or the name of a shipped model; nil for the usual one of these.
  /// - Throws: `CommandError` or `ImageryError` where either is missing or broken.
  init(path: String?) throws {
    let path = try ShippedModel.path(of: path)
    guard FileManager.default.fileExists(atPath: path) else {
      throw CommandError.cannotRead(
        path: path,
        reason: "there is no such model",
        remedy: "Check --model: a path, or one of \(ShippedModel.allCases.map(\.rawValue).joined(separator: " and "))."
      )
    }
    let cardPath = URL(fileURLWithPath: path).deletingPathExtension().appendingPathExtension("card.json").path
    guard let json = FileManager.default.contents(atPath: cardPath) else {
      throw CommandError.cannotRead(
        path: cardPath,
        reason: "the model's card is missing",
        remedy: "Put the card that belongs to the model beside it, as <stem>.card.json."
      )
    }
    self.path = path
    card = try ModelCard(json: json, path: cardPath)
  }

  /// Engines that run the model, one tile each at a time.
  ///
  /// One more than threads: while a finished tile is blended, no thread waits for its next tile.
  ///
  /// - Throws: `VisionRuntimeError` where the file is no ONNX or has other inputs than its card states.
  func segmenters(threads: Int) throws -> [any Segmenter] {
    try (0..<(threads > 1 ? threads + 1 : 1)).map { _ in try OpenCVSegmenter(modelPath: path, card: card) }
  }
}
