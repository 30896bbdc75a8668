import Foundation
public import Imagery
public import Teaching

/// What teaching came to.
public struct TeachSummary: Sendable {
  /// A picture that was learnt from.
  public struct Picture: Sendable, Hashable {
    /// Its name without its ending.
    public let name: String
    /// Labelled pixels of each class.
    public let pixels: [Int]
  }

  /// The new network.
  public let model: String
  /// The card of the network that was taught.
  public let base: ModelCard
  /// The classes.
  public let classes: [String]
  /// Labelled pixels of each class.
  public let pixels: [Int]
  /// What was learnt from.
  public let pictures: [Picture]
  /// How many pictures have no label.
  public let unlabelled: Int
  /// The head, and its scores on pictures left out.
  public let outcome: HeadSearch.Outcome
  /// How long it took.
  public let seconds: Double

  /// A picture with fewer pixels of a class than these shows next to nothing of it.
  private static let fewPixels = 400
  /// Scores below this are not worth a map.
  private static let poorIoU = 0.3

  /// What the user should know before he trusts it, a sentence each.
  public var warnings: [String] {
    var sentences: [String] = []
    if pictures.count == 1 {
      sentences.append(
        "All labels lie in one picture: its quarters were left out in turn, which says little of other ground. Label some "
          + "in three pictures or more."
      )
    }
    for (index, name) in classes.enumerated() {
      let showing = pictures.count { $0.pixels[index] >= Self.fewPixels }
      if pixels[index] == 0 {
        sentences.append("No label is '\(name)': it will not be found.")
      } else if showing < min(2, pictures.count) {
        sentences.append("'\(name)' is labelled in \(showing) picture(s) with enough pixels. Label it in one more.")
      } else if let iou = outcome.score.iou(of: index), iou < Self.poorIoU {
        let text = String(format: "%.2f", iou)
        sentences.append(
          "On pictures left out, '\(name)' was found with an IoU of \(text) only. Label more of it, and of what it is taken for."
        )
      }
    }
    if outcome.penalty == nil {
      sentences.append(
        "No head did better on pictures left out than the network by itself, whose answer is kept. Label more pictures."
      )
    }
    return sentences
  }
}
