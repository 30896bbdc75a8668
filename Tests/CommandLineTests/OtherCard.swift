import Foundation
import TestSupport
import Testing

/// The usual model with another card.
enum OtherCard {
  /// Writes the model and its card into a folder.
  ///
  /// - Parameters:
  ///   - folder: the folder.
  ///   - change: what is changed in the card.
  /// - Returns: the path of the model.
  /// - Throws: where a file cannot be read or written.
  static func model(in folder: TemporaryFolder, _ change: (inout [String: Any]) -> Void) throws -> String {
    let card = URL(fileURLWithPath: Sample.card)
    let stem = card.lastPathComponent.replacing(".card.json", with: "")
    let network = card.deletingLastPathComponent().appendingPathComponent("\(stem).onnx")
    var document = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: card)) as? [String: Any])
    change(&document)
    let text = String(decoding: try JSONSerialization.data(withJSONObject: document), as: UTF8.self)
    _ = try folder.write(text, as: "other.card.json")
    let path = folder.path("other.onnx")
    try FileManager.default.copyItem(at: network, to: URL(fileURLWithPath: path))
    return path
  }
}
