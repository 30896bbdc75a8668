/// How much of each class was called what, in pixels of the pictures.
public struct PixelScores: Sendable, Equatable {
  /// `[truth][said]`.
  public private(set) var counts: [[Double]]

  /// Begins with nothing.
  public init(classCount: Int) {
    counts = [[Double]](repeating: [Double](repeating: 0, count: classCount), count: classCount)
  }

  /// Counts a pixel.
  public mutating func add(truth: Int, said: Int, weight: Double) { counts[truth][said] += weight }

  /// Counts what others counted.
  public mutating func add(_ other: PixelScores) {
    for truth in counts.indices { for said in counts.indices { counts[truth][said] += other.counts[truth][said] } }
  }

  /// Intersection over union of a class; nil where neither side has it.
  public func iou(of index: Int) -> Double? {
    let hit = counts[index][index]
    let union = counts[index].reduce(0, +) + counts.reduce(0) { $0 + $1[index] } - hit
    return union > 0 ? hit / union : nil
  }

  /// The mean over the classes that occur; nil where nothing was counted.
  public var meanIoU: Double? {
    let values = counts.indices.compactMap(iou)
    return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }
}
