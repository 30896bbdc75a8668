import Quantities

/// The part of a picture's side that its neighbour shows too: from 0 to below 1.
public struct Overlap: Sendable, Hashable {
  /// The shared part, from 0 to below 1.
  public let fraction: Double

  /// No overlap: pictures that just touch.
  public static let none = Overlap(unchecked: 0)

  private init(unchecked fraction: Double) { self.fraction = fraction }

  /// Makes an overlap.
  ///
  /// - Throws: `FlightPlanningError.overlapOutOfRange` where the fraction is not from 0 to below 1.
  public init(fraction: Double) throws {
    guard fraction >= 0, fraction < 1 else {
      throw FlightPlanningError.overlapOutOfRange(text: "\(fraction * 100)%")
    }
    self.fraction = fraction
  }

  /// Reads a text such as `60%`.
  ///
  /// - Throws: `FlightPlanningError` where the per cent sign is missing or the number is not from 0 to below 100.
  public init(parsing text: String) throws {
    let trimmed = text.filter { !$0.isWhitespace }
    guard trimmed.hasSuffix("%") else { throw FlightPlanningError.overlapWithoutPercent(text: text) }
    guard let percent = DecimalText.number(trimmed.dropLast()), percent >= 0, percent < 100 else {
      throw FlightPlanningError.overlapOutOfRange(text: text)
    }
    fraction = percent / 100
  }

  /// The shared part in per cent.
  public var percent: Double { fraction * 100 }

  /// The part of a picture's side from one picture to the next.
  public var advance: Double { 1 - fraction }
}
