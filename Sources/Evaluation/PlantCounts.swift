public import Imagery

/// How many plants of each class are there, were mapped, and agree.
///
/// A plant is a set of pixels of a class that touch by an edge or a corner. A mapped plant agrees with a true one where
/// the intersection over union of the two is at least a half; each agrees with one other at most, the best pairs first.
public struct PlantCounts: Sendable, Hashable {
  /// The counts of one class.
  public struct Counts: Sendable, Hashable {
    /// Plants in the truth.
    public var truth = 0
    /// Plants in the prediction.
    public var predicted = 0
    /// Pairs that agree.
    public var matched = 0

    /// The share of predicted plants that agree with a true one; `nil` where none was predicted.
    public var precision: Double? { predicted == 0 ? nil : Double(matched) / Double(predicted) }

    /// The share of true plants that were found; `nil` where there is none.
    public var recall: Double? { truth == 0 ? nil : Double(matched) / Double(truth) }
  }

  /// The counts of each class; those of the background stay 0.
  public private(set) var classes: [Counts]

  /// Empty counts.
  public init(classCount: Int) { classes = Array(repeating: Counts(), count: classCount) }

  /// Counts the plants of one image; pixels whose truth is ignored belong to no plant on either side.
  public mutating func add(prediction: ClassMask, truth: ClassMask, ignoring ignored: UInt8) {
    let width = truth.size.width
    for index in 1..<classes.count {
      let value = UInt8(index)
      let wanted = PlantLabels(truth.classes.map { $0 == value && $0 != ignored }, width: width)
      let found = PlantLabels(
        zip(prediction.classes, truth.classes).map { $0 == value && $1 != ignored },
        width: width
      )
      classes[index].truth += wanted.sizes.count
      classes[index].predicted += found.sizes.count
      classes[index].matched += Self.matches(wanted, found)
    }
  }

  private struct Pair: Hashable {
    let wanted: Int
    let found: Int
  }

  private static func matches(_ wanted: PlantLabels, _ found: PlantLabels) -> Int {
    var shared: [Pair: Int] = [:]
    for (first, second) in zip(wanted.labels, found.labels) where first >= 0 && second >= 0 {
      shared[Pair(wanted: first, found: second), default: 0] += 1
    }
    let candidates = shared.compactMap { pair, count -> (pair: Pair, iou: Double)? in
      let iou = Double(count) / Double(wanted.sizes[pair.wanted] + found.sizes[pair.found] - count)
      return iou >= 0.5 ? (pair, iou) : nil
    }
    var (usedWanted, usedFound): (Set<Int>, Set<Int>) = ([], [])
    for candidate in candidates.sorted(by: { ($0.iou, $1.pair.wanted) > ($1.iou, $0.pair.wanted) }) {
      guard !usedWanted.contains(candidate.pair.wanted), !usedFound.contains(candidate.pair.found) else { continue }
      usedWanted.insert(candidate.pair.wanted)
      usedFound.insert(candidate.pair.found)
    }
    return usedWanted.count
  }
}
