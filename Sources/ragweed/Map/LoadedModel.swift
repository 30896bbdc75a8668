import Foundation
import Imagery
import ResultFiles
import VisionRuntime

/// A model and what the caller must do for it, checked against each other.
struct LoadedModel {
  /// The ONNX file.
  let path: String

  /// What the caller must do, and where that is said.
  let contract: ModelContract

  /// What the caller must know of it.
  var card: ModelCard { contract.card }

  /// Takes a model with the card beside it, where there is one, and what the file and the options say.
  ///
  /// - Parameters:
  ///   - path: the ONNX file; or the name of a shipped model; nil for the usual one of these.
  ///   - precision: what it is to compute in; for `int8` the model that was quantised from it is taken.
  ///   - options: what the user says of it.
  ///   - crop: the crop that stands, as the user calls it; nil where nobody says it.
  /// - Throws: as `ModelContract.init`, and where the card is broken.
  init(
    path: String?,
    precision: InferencePrecision = .auto,
    options: ContractOptions,
    crop: String? = nil
  ) throws {
    let path = try ShippedModel.path(of: path)
    guard FileManager.default.fileExists(atPath: path) else {
      throw FileError.cannotRead(
        path: path,
        reason: "there is no such model",
        remedy: "Check --model: a path, or one of \(ShippedModel.allCases.map(\.rawValue).joined(separator: " and "))."
      )
    }
    let card = try Self.card(beside: path)
    let contract = try ModelContract(path: path, card: card, options: options, crop: crop)
    guard precision == .int8, !contract.isQuantised else {
      (self.path, self.contract) = (path, contract)
      return
    }
    let quantised = URL(fileURLWithPath: path).deletingPathExtension().appendingPathExtension("int8.onnx").path
    guard FileManager.default.fileExists(atPath: quantised) else {
      throw CommandError.unusableModel(
        path: path,
        reason: "it holds numbers of 32 bits, and there is no '\(quantised)'",
        remedy: "Make that with ragweed-quantise (docs/training.md), or leave --precision out."
      )
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
