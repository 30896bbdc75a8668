import Foundation
public import Imagery
public import Teaching

/// What teaching came to.
public struct TeachSummary: Sendable {
  /// A picture that was learnt from, or a block of an orthophoto.
  public struct Block: Sendable, Hashable {
    /// The picture's name without its ending, and where the block lies in it.
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
  public let blocks: [Block]
  /// In how many pictures they lie.
  public let pictureCount: Int
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

  /// What labels are counted in.
  public func unit(_ count: Int) -> String {
    let isCut = blocks.count > pictureCount
    return (isCut ? "block" : "picture") + (count == 1 ? "" : "s") + (isCut ? " of ground" : "")
  }

  /// What the user should know before he trusts it, a sentence each.
  public var warnings: [String] {
    var sentences: [String] = []
    if blocks.count == 1 {
      sentences.append(
        "All labels lie in one \(unit(1)): its quarters were left out in turn, which says little of other ground. Label some "
          + "in three or more."
      )
    }
    for (index, name) in classes.enumerated() {
      let showing = blocks.count { $0.pixels[index] >= Self.fewPixels }
      if pixels[index] == 0 {
        sentences.append("No label is '\(name)': it will not be found.")
      } else if showing < min(2, blocks.count) {
        sentences.append(
          "'\(name)' is labelled in \(showing) \(unit(showing)) with enough pixels. Label it in one more."
        )
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
