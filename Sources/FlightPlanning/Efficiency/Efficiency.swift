public import Quantities

/// What a drone achieves at a ground sampling distance, as the seminar's table counts it.
///
/// The table flies the whole maker's flight time straight ahead: no turns, climb, transit, reserve or wind. The formulas
/// were solved from the seminar's results, which they reproduce; `docs/planning.md` lists them.
public struct Efficiency: Sendable, Hashable {
  /// The length on the ground of a pixel.
  public let gsd: GroundSamplingDistance
  /// The ground across the flight in one picture: pixels · g.
  public let groundWidth: Length
  /// The ground along the flight in one picture: pixels · g.
  public let groundLength: Length
  /// The ground that one flight covers: width · (1 − sidelap) · speed · time.
  public let groundAreaPerFlight: Area
  /// The flights for a square kilometre.
  public let flightsPerSquareKilometer: Double
  /// The flight time for a square kilometre.
  public let timePerSquareKilometer: Duration
  /// The cost of a square kilometre; nil where a flight's cost is not known.
  public let costPerSquareKilometer: Money?
  /// The altitude above the ground: g · f in pixels.
  public let altitude: Length
  /// The speed over the ground.
  public let speed: Speed
  /// The pictures of one flight, a part of one counted as one.
  public let imagesPerFlight: Int
  /// The pictures per second.
  public let imagesPerSecond: Double
  /// The flight time of one flight, of which the table uses all.
  public let flightTime: Duration
  /// How many times a manual survey costs as much; nil where a flight's cost is not known.
  public let manualCostRatio: Double?
  /// How many times a manual survey takes as long.
  public let manualTimeRatio: Double

  /// Counts for a drone.
  ///
  /// - Throws: `FlightPlanningError` where the ground sampling distance or the speed is not above zero, or nobody can
  ///   mean it.
  public init(
    of drone: Drone,
    gsd: GroundSamplingDistance,
    speed: Speed,
    frontlap: Overlap = .none,
    sidelap: Overlap = .none,
    manual: ManualSurvey = .backSolved
  ) throws {
    try Plausible.check(gsd)
    try Plausible.check(speed)
    self.gsd = gsd
    self.speed = speed
    flightTime = drone.flightTime
    groundWidth = drone.camera.groundWidth(at: gsd)
    groundLength = drone.camera.groundLength(at: gsd)
    altitude = drone.camera.altitude(for: gsd)
    let distance = speed * drone.flightTime
    groundAreaPerFlight = groundWidth * sidelap.advance * distance
    flightsPerSquareKilometer = Area.squareKilometers(1) / groundAreaPerFlight
    timePerSquareKilometer = .bounded(seconds: flightsPerSquareKilometer * drone.flightTime.inSeconds)
    let flights = flightsPerSquareKilometer
    costPerSquareKilometer = drone.costPerFlight.map { $0 * flights }
    let advance = groundLength * frontlap.advance
    imagesPerSecond = speed.metersPerSecond / advance.meters
    // A hair less than a whole number must not become one picture more.
    let images = distance / advance
    imagesPerFlight = Int(exactly: (images - 1e-9 * images).rounded(.up)) ?? Int.max
    manualCostRatio = costPerSquareKilometer.map { manual.costPerSquareKilometer / $0 }
    manualTimeRatio = manual.timePerSquareKilometer.inSeconds / timePerSquareKilometer.inSeconds
  }
}
