import Foundation
import Imagery

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
  ///   - options: what the user says of it.
  /// - Throws: as `ModelContract.init`, and where the card is broken.
  init(path: String?, options: ContractOptions) throws {
    let path = try ShippedModel.path(of: path)
    guard FileManager.default.fileExists(atPath: path) else {
      throw CommandError.cannotRead(
        path: path,
        reason: "there is no such model",
        remedy: "Check --model: a path, or one of \(ShippedModel.allCases.map(\.rawValue).joined(separator: " and "))."
      )
    }
    let cardPath = URL(fileURLWithPath: path).deletingPathExtension().appendingPathExtension("card.json").path
    let card = try FileManager.default.contents(atPath: cardPath).map { try ModelCard(json: $0, path: cardPath) }
    self.path = path
    contract = try ModelContract(path: path, card: card, options: options)
  }
}
