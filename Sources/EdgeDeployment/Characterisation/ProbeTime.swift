/// The time of a layer as it was measured.
public struct ProbeTime: Sendable {
  /// The median.
  public let milliseconds: Double
  /// Half the distance between the quartiles of repeated runs, as a part of the median.
  public let spread: Double

  /// The median and the spread of repeated runs.
  ///
  /// - Parameter milliseconds: their times, one or more.
  public init(of milliseconds: [Double]) {
    let times = milliseconds.sorted()
    let median = times[times.count / 2]
    self.milliseconds = median
    spread = median > 0 ? (times[times.count * 3 / 4] - times[times.count / 4]) / 2 / median : 0
  }

  /// Makes a time.
  public init(milliseconds: Double, spread: Double) {
    self.milliseconds = milliseconds
    self.spread = spread
  }
}
