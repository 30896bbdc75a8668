import Quantities

/// The figures of a table as the seminar's slides print them: rounded half up, the time from the rounded flights.
public struct SlideRounding: Sendable, Hashable {
  /// The ground across the flight in metres, two decimals.
  public let groundWidthInMeters: Double
  /// The ground along the flight in metres, two decimals.
  public let groundLengthInMeters: Double
  /// The ground of one flight in square kilometres, two decimals.
  public let groundAreaInSquareKilometers: Double
  /// The flights for a square kilometre, two decimals.
  public let flightsPerSquareKilometer: Double
  /// The hours for a square kilometre, two decimals, from the flights already rounded.
  public let hoursPerSquareKilometer: Double
  /// The euros for a square kilometre, one decimal, from the flights not rounded.
  public let eurosPerSquareKilometer: Double?
  /// The altitude in metres, two decimals.
  public let altitudeInMeters: Double
  /// The pictures per second, two decimals.
  public let imagesPerSecond: Double

  /// Rounds the figures of a table.
  public init(_ efficiency: Efficiency) {
    groundWidthInMeters = Self.round(efficiency.groundWidth.meters, 2)
    groundLengthInMeters = Self.round(efficiency.groundLength.meters, 2)
    groundAreaInSquareKilometers = Self.round(efficiency.groundAreaPerFlight.squareKilometers, 2)
    flightsPerSquareKilometer = Self.round(efficiency.flightsPerSquareKilometer, 2)
    // Whole hundredths of a flight keep a half exact: 51 · 30 / 60 = 25.5 hundredths of an hour, printed as 0.26.
    let hundredths = (efficiency.flightsPerSquareKilometer * 100).rounded(.toNearestOrAwayFromZero)
    let time = hundredths * efficiency.flightTime.inMinutes / 60
    hoursPerSquareKilometer = time.rounded(.toNearestOrAwayFromZero) / 100
    eurosPerSquareKilometer = efficiency.costPerSquareKilometer.map { Self.round($0.euros, 1) }
    altitudeInMeters = Self.round(efficiency.altitude.meters, 2)
    imagesPerSecond = Self.round(efficiency.imagesPerSecond, 2)
  }

  private static func round(_ value: Double, _ decimals: Int) -> Double {
    let scale = decimals == 1 ? 10.0 : 100.0
    return (value * scale).rounded(.toNearestOrAwayFromZero) / scale
  }
}
