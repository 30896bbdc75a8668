/// Something that a plan does otherwise than asked for, and why.
public struct PlanAdjustment: Sendable, Hashable {
  /// What was changed, with its unit, such as `speed_m_per_s`.
  public let what: String

  /// The value asked for, in the unit of `what`.
  public let from: Double

  /// The value in the plan, in the unit of `what`.
  public let to: Double

  /// One sentence for people.
  public let reason: String

  /// Makes an adjustment.
  public init(_ what: String, from: Double, to: Double, reason: String) {
    self.what = what
    self.from = from
    self.to = to
    self.reason = reason
  }
}
