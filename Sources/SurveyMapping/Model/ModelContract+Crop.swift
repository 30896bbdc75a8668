import Foundation
import Imagery
import ModelGraphs

extension ModelContract {
  /// What the score of a crop that does not stand is shifted by: no softmax leaves anything of it.
  private static let absent: Float = -10_000

  /// The crop that a user names, by its name in the card; nil where none is named.
  ///
  /// - Throws: `ModelError` where the model does not know it, or knows no crops.
  static func crop(_ text: String?, card: ModelCard?, path: String) throws -> String? {
    guard let text else { return nil }
    guard let crops = card?.crops else {
      throw ModelError.noCrops(path: path)
    }
    guard let crop = crops.crop(named: text) else {
      throw ModelError.unknownCrop(name: text, path: path, known: crops.names)
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
