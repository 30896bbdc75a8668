/// The time of a layer as it was measured.
public struct ProbeTime: Sendable {
  /// The median.
  public let milliseconds: Double
  /// Half the distance between the quartiles of repeated runs, as a part of the median.
  public let spread: Double

  /// Makes a time.
  public init(milliseconds: Double, spread: Double) {
    self.milliseconds = milliseconds
    self.spread = spread
  }
}
