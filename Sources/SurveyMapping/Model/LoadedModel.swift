import Foundation
public import Imagery
import VisionRuntime

/// A model and what the caller must do for it, checked against each other.
public struct LoadedModel: Sendable {
  /// The ONNX file.
  public let path: String

  /// What the caller must do, and where that is said.
  let contract: ModelContract

  /// What the caller must know of it.
  public var card: ModelCard { contract.card }

  /// Takes a model with the card beside it, where there is one, and what the file and the options say.
  ///
  /// - Parameter request: which model, and what the user says of it.
  /// - Throws: `ModelError` where something is missing or does not fit, `ModelGraphError` where the file is no ONNX,
  ///   `ImageryError` where the card is broken or the parts contradict each other.
  public init(_ request: ModelRequest) throws {
    let (path, options, crop) = (request.path, request.statements, request.crop)
    guard FileManager.default.fileExists(atPath: path) else { throw ModelError.missing(path: path) }
    let card = try Self.card(beside: path)
    let contract = try ModelContract(path: path, card: card, options: options, crop: crop)
    guard request.precision == .int8, !contract.isQuantised else {
      (self.path, self.contract) = (path, contract)
      return
    }
    let quantised = URL(fileURLWithPath: path).deletingPathExtension().appendingPathExtension("int8.onnx").path
    guard FileManager.default.fileExists(atPath: quantised) else {
      throw ModelError.notQuantised(path: path, wanted: quantised)
    }
    self.path = quantised
    self.contract = try ModelContract(
      path: quantised,
      card: try Self.card(beside: quantised),
      options: options,
      crop: crop
    )
  }

  /// The card beside a model, nil where there is none; a quantised one may have that of the model that it was made from.
  private static func card(beside path: String) throws -> ModelCard? {
    let stem = URL(fileURLWithPath: path).deletingPathExtension()
    for name in [stem, stem.pathExtension == "int8" ? stem.deletingPathExtension() : stem] {
      let cardPath = name.appendingPathExtension("card.json").path
      if let json = FileManager.default.contents(atPath: cardPath) { return try ModelCard(json: json, path: cardPath) }
    }
    return nil
  }
}
