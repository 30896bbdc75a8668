public import Quantities

/// What a plan must keep to, beyond the drone and its camera.
public struct FlightConditions: Sendable, Hashable {
  /// The exposure time; 1/1000 s unless stated.
  public var exposure: Duration = .milliseconds(1)

  /// The most motion blur, in pixels; 1 unless stated.
  public var blurLimitInPixels = 1.0

  /// The motion blur above which a warning is due, in pixels; 0.5 unless stated.
  public var blurWarningInPixels = 0.5

  /// The highest altitude above the ground; 120 m unless stated, the EU's open category (2019/947).
  public var maximumAltitude: Length = .meters(120)

  /// The altitude below which a warning is due; 5 m unless stated: the tallest ragweed (2.5 m; Essl, 2015) and as
  /// much again.
  public var minimumAltitude: Length = .meters(5)

  /// The height of the tallest obstacle on the field, such as a power line; none unless stated.
  public var obstacleHeight: Length = .zero

  /// The height kept over obstacles; 5 m unless stated, an assumption.
  public static let obstacleMargin: Length = .meters(5)

  /// The overlap of pictures along the flight.
  public var frontlap: Overlap = .none

  /// The overlap of pictures across the flight.
  public var sidelap: Overlap = .none

  /// The conditions of a survey with nothing else stated.
  public init() {}

  /// Refuses conditions under which nothing can be counted.
  ///
  /// - Throws: `FlightPlanningError.notPositive` where the exposure, the blur limit or the highest altitude is not above
  ///   zero.
  package func check() throws {
    let figures = [
      ("exposure time", exposure.inSeconds), ("motion blur limit", blurLimitInPixels),
      ("highest altitude", maximumAltitude.meters),
    ]
    for (name, value) in figures where !(value > 0 && value.isFinite) {
      throw FlightPlanningError.notPositive(quantity: name)
    }
  }
}
