import Documents
import Foundation
import ResultFiles

/// What the network that is replaced had learnt, by its card.
public struct EarlierRound: Sendable, Hashable {
  /// Its mean IoU on what was left out.
  public let meanIoU: Double
  /// In how many pictures or blocks of ground it had labels.
  public let blockCount: Int

  /// Reads the card beside a network.
  ///
  /// - Returns: nil where there is no card, or one of a network that nobody taught.
  init?(besides network: String) {
    let card = URL(fileURLWithPath: network).deletingPathExtension().appendingPathExtension("card.json")
    guard let bytes = try? InputFile.bytes(path: card.path), let json = try? JSONValue(parsing: bytes),
      let score = json["taught"]?["mean_iou_left_out"]?.double, let pictures = json["taught"]?["pictures"]?.elements
    else { return nil }
    (meanIoU, blockCount) = (score, pictures.count)
  }
}
