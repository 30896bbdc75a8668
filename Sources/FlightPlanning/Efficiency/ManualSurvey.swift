public import Quantities

/// What a square kilometre costs when people walk it: the other side of the seminar's ratios.
public struct ManualSurvey: Sendable, Hashable {
  /// The time for a square kilometre.
  public let timePerSquareKilometer: Duration

  /// The cost of a square kilometre.
  public let costPerSquareKilometer: Money

  /// Where the figures come from, for the reader of a table.
  public let source: String

  /// About 25 hours and 750 euros: solved backwards from the seminar's "5-50 times more cost efficient, 8-100 times
  /// more time efficient"; nobody has published them.
  public static let backSolved = ManualSurvey(
    timePerSquareKilometer: .minutes(25 * 60),
    costPerSquareKilometer: .euros(750),
    source: "solved backwards from the seminar's ratios, not published"
  )

  /// Makes the figures of a manual survey.
  public init(timePerSquareKilometer: Duration, costPerSquareKilometer: Money, source: String) {
    self.timePerSquareKilometer = timePerSquareKilometer
    self.costPerSquareKilometer = costPerSquareKilometer
    self.source = source
  }
}
