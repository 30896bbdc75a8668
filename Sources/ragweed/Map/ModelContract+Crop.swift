import ArgumentParser
import Foundation
import Imagery
import ModelGraphs

extension ModelContract {
  /// What the score of a crop that does not stand is shifted by: no softmax leaves anything of it.
  private static let absent: Float = -10_000

  /// The crop that a user names, by its name in the card; nil where none is named.
  ///
  /// - Throws: `ValidationError` where the model does not know it, or knows no crops.
  static func crop(_ text: String?, card: ModelCard?, path: String) throws -> String? {
    guard let text else { return nil }
    guard let crops = card?.crops else {
      throw ValidationError(
        "The model '\(path)' cannot be told which crop stands, for its card names no crops: leave --crop out."
      )
    }
    guard let crop = crops.crop(named: text) else {
      throw ValidationError(
        """
        --crop '\(text)' is not known to the model '\(path)', which knows the crops \(crops.names.joined(separator: ", ")): \
        leave --crop out, or use --crop none where no crop stands.
        """
      )
    }
    return crop
  }

  /// The network with the other crops shut out, so that their plants fall to weed.
  ///
  /// - Throws: `ModelGraphError.tensor` where the card does not belong to the file.
  static func network(_ data: Data, for crop: String, of card: ModelCard?, path: String) throws -> Data {
    guard let crops = card?.crops else { return data }
    return try NetworkEditor(onnx: data, path: path)
      .replacing(crops.others(than: crop), of: crops.bias, count: crops.classes.count, with: absent)
  }
}
