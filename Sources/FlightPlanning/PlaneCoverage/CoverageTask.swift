public import FieldGeometry
public import Quantities

/// A field on a plane that a path is to cover, starting and ending at one place.
public struct CoverageTask: Sendable {
  /// The field.
  public let field: FieldBoundary
  /// The width that a leg covers, half of it to either side.
  public let swath: Length
  /// The highest speed.
  public let maximumSpeed: Speed
  /// The acceleration and deceleration.
  public let acceleration: Acceleration
  /// Where the path starts and ends; inside the field or not.
  public let start: LocalPoint

  /// Makes a task.
  ///
  /// - Throws: `FlightPlanningError` where a quantity is not above zero, or the field holds so many swaths that a slip in
  ///   a unit is likelier than a wish.
  public init(
    field: FieldBoundary,
    swath: Length,
    maximumSpeed: Speed,
    acceleration: Acceleration,
    start: LocalPoint
  ) throws {
    let figures = [
      ("swath", swath.siValue), ("highest speed", maximumSpeed.siValue), ("acceleration", acceleration.siValue),
    ]
    for (name, value) in figures where !(value > 1e-3 && value < 1e6) {
      throw FlightPlanningError.notPositive(quantity: name)
    }
    guard start.east.meters.isFinite, start.north.meters.isFinite else { throw FlightPlanningError.noField }
    let lines = field.area.squareMeters / (swath.meters * swath.meters)
    guard lines < Double(Self.mostSwathSquares) else {
      throw FlightPlanningError.tooLarge(
        what: "squares of a swath",
        count: Int(bounded: lines.rounded()),
        limit: Self.mostSwathSquares
      )
    }
    self.field = field
    self.swath = swath
    self.maximumSpeed = maximumSpeed
    self.acceleration = acceleration
    self.start = start
  }

  /// The largest field, in squares of a swath, that the search handles in a reasonable time.
  private static let mostSwathSquares = 100_000
}
