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
  /// What the network that is replaced had learnt; nil where it is the first.
  public let earlier: EarlierRound?
  /// The head, and its scores on pictures left out.
  public let outcome: HeadSearch.Outcome
  /// How far the strangest labelled ground lies from what the network that was taught had learnt; nil where it does not say.
  public let strangest: Float?
  /// How long it took.
  public let seconds: Double

  /// A picture with fewer pixels of a class than these shows next to nothing of it.
  private static let fewPixels = 400
  /// Scores below this are not worth a map.
  private static let poorIoU = 0.3

  /// So much more of the mean IoU makes another evening with labels worth while.
  private static let worthwhileGain = 0.01

  /// How much was gained by the last labels, and whether more are worth while.
  public var advice: String {
    guard outcome.penalty != nil, let now = outcome.score.meanIoU else {
      return "Nothing was gained so far: label plants, and what they are taken for, in more places."
    }
    guard let before = earlier?.meanIoU ?? outcome.unchangedScore?.meanIoU else {
      return "Look at a map of it, label where it errs, and teach again with all labels."
    }
    let gain = String(format: "%+.3f", now - before)
    let since = earlier == nil ? "over the network by itself" : "since \(earlier?.blockCount ?? 0) \(unit(2))"
    return now - before >= Self.worthwhileGain
      ? "\(gain) \(since): go on, label where the new map says look_here, and teach again with all labels."
      : "\(gain) \(since): more labels of this kind will change little. Label what is still mistaken, or use it as it is."
  }

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
