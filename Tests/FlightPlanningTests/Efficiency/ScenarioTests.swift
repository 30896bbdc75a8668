import FlightPlanning
import Quantities
import Testing

/// What stands against the seminar's figures, and the nearest plans that can be flown.
@Suite struct ScenarioTests {
  struct Vector: Sendable {
    let drone: String
    let gsdInCentimeters: Double
    let frontlap: Double
    let sidelap: Double
    let blurLimitInPixels: Double
    let exposureInSeconds: Double
    let speed: Double
  }

  /// Speeds from the reference's table of feasible plans: v = min(blur, interval, maximum).
  static let vectors: [Vector] = [
    Vector(
      drone: "phantom-4-pro",
      gsdInCentimeters: 0.1,
      frontlap: 0,
      sidelap: 0,
      blurLimitInPixels: 0.5,
      exposureInSeconds: 1e-3,
      speed: 0.5
    ),
    Vector(
      drone: "phantom-4-pro",
      gsdInCentimeters: 0.1,
      frontlap: 0,
      sidelap: 0,
      blurLimitInPixels: 1,
      exposureInSeconds: 1e-3,
      speed: 1
    ),
    Vector(
      drone: "phantom-4-pro",
      gsdInCentimeters: 0.1,
      frontlap: 0,
      sidelap: 0,
      blurLimitInPixels: 1,
      exposureInSeconds: 5e-4,
      speed: 1.4592
    ),
    Vector(
      drone: "phantom-4-pro",
      gsdInCentimeters: 0.1,
      frontlap: 0.75,
      sidelap: 0.65,
      blurLimitInPixels: 0.5,
      exposureInSeconds: 1e-3,
      speed: 0.3648
    ),
    Vector(
      drone: "phantom-4-pro",
      gsdInCentimeters: 0.1,
      frontlap: 0.75,
      sidelap: 0.65,
      blurLimitInPixels: 1,
      exposureInSeconds: 5e-4,
      speed: 0.3648
    ),
    Vector(
      drone: "matrice-300-p1-50mm",
      gsdInCentimeters: 0.1,
      frontlap: 0,
      sidelap: 0,
      blurLimitInPixels: 0.5,
      exposureInSeconds: 1e-3,
      speed: 0.5
    ),
    Vector(
      drone: "matrice-300-p1-50mm",
      gsdInCentimeters: 0.1,
      frontlap: 0,
      sidelap: 0,
      blurLimitInPixels: 1,
      exposureInSeconds: 5e-4,
      speed: 2
    ),
    Vector(
      drone: "matrice-300-p1-50mm",
      gsdInCentimeters: 0.1,
      frontlap: 0.75,
      sidelap: 0.65,
      blurLimitInPixels: 1,
      exposureInSeconds: 5e-4,
      speed: 1.95
    ),
    Vector(
      drone: "phantom-4-pro",
      gsdInCentimeters: 1,
      frontlap: 0.75,
      sidelap: 0.65,
      blurLimitInPixels: 0.5,
      exposureInSeconds: 1e-3,
      speed: 3.648
    ),
    Vector(
      drone: "matrice-300-p1-50mm",
      gsdInCentimeters: 1,
      frontlap: 0.75,
      sidelap: 0.65,
      blurLimitInPixels: 0.5,
      exposureInSeconds: 1e-3,
      speed: 5
    ),
    Vector(
      drone: "matrice-300-p1-50mm",
      gsdInCentimeters: 1,
      frontlap: 0.75,
      sidelap: 0.65,
      blurLimitInPixels: 1,
      exposureInSeconds: 1e-3,
      speed: 10
    ),
    Vector(
      drone: "matrice-300-p1-50mm",
      gsdInCentimeters: 1,
      frontlap: 0.75,
      sidelap: 0.65,
      blurLimitInPixels: 1,
      exposureInSeconds: 5e-4,
      speed: 19.5
    ),
  ]

  @Test(arguments: vectors)
  func theSpeedIsTheLowestOfBlurIntervalAndDrone(vector: Vector) throws {
    var conditions = FlightConditions()
    conditions.frontlap = try Overlap(fraction: vector.frontlap)
    conditions.sidelap = try Overlap(fraction: vector.sidelap)
    conditions.blurLimitInPixels = vector.blurLimitInPixels
    conditions.exposure = .seconds(vector.exposureInSeconds)
    let scenario = try Scenario(
      drone: try ShippedCatalog.load().drone(id: vector.drone),
      gsd: .centimetersPerPixel(vector.gsdInCentimeters),
      conditions: conditions
    )
    let feasible = try #require(scenario.feasible)
    #expect(abs(feasible.speed.metersPerSecond - vector.speed) < 1e-9)
    #expect(!scenario.feasibleLimits.contains { $0.severity == .error })
    #expect(scenario.adjustments.map(\.what) == ["speed_m_per_s"])
  }

  /// Square kilometres per hour from the reference: one hour at the speed, the swath less the sidelap.
  @Test(arguments: [("phantom-4-pro", 0.252), ("matrice-300-p1-50mm", 1.03)])
  func theAreaPerHourAgreesWithTheReference(id: String, squareKilometers: Double) throws {
    var conditions = FlightConditions()
    conditions.frontlap = try Overlap(fraction: 0.75)
    conditions.sidelap = try Overlap(fraction: 0.65)
    let scenario = try Scenario(
      drone: try ShippedCatalog.load().drone(id: id),
      gsd: .centimetersPerPixel(1),
      conditions: conditions
    )
    let perHour = 1 / (try #require(scenario.feasible).timePerSquareKilometer.inHours)
    #expect(abs(perHour - squareKilometers) < 0.004 * squareKilometers)
  }

  @Test func theSeminarsFirstScenarioBreaksShutterAndBlur() throws {
    let scenario = try Scenario(
      drone: try ShippedCatalog.load().drone(id: "phantom-4-pro"),
      gsd: .centimetersPerPixel(0.1)
    )
    #expect(scenario.limits.map(\.kind) == [.shutterInterval, .motionBlur, .lowAltitude])
    #expect(
      scenario.limits.map(\.message) == [
        """
        5.48 pictures per second are needed, but DJI Phantom 4 Pro takes one in 2.5 s (0.4 per second): at most 1.46 m/s.
        """,
        "The motion blur is 20 px at 20 m/s and an exposure of 1/1000 s; the limit is 1 px: at most 1 m/s.",
        "The altitude of 3.65 m is below 5 m: the tallest ragweed reaches 2.5 m.",
      ]
    )
  }

  @Test func theSecondScenarioOfTheMatriceBreaksNoShutter() throws {
    let scenario = try Scenario(
      drone: try ShippedCatalog.load().drone(id: "matrice-300-p1-50mm"),
      gsd: .centimetersPerPixel(1)
    )
    #expect(scenario.limits.map(\.kind) == [.motionBlur, .heightLaw])
    #expect(scenario.limits.map(\.severity) == [.error, .warning])
  }

  @Test func anAltitudeAboveTheLawIsLoweredAndSaid() throws {
    let scenario = try Scenario(
      drone: try ShippedCatalog.load().drone(id: "phantom-4-pro"),
      gsd: .centimetersPerPixel(5)
    )
    #expect(scenario.limits.contains { $0.kind == .heightLaw && $0.severity == .error })
    #expect(abs(try #require(scenario.feasible).altitude.meters - 120) < 1e-9)
    #expect(scenario.adjustments.map(\.what) == ["gsd_cm_per_px"])
  }

  @Test func wingsChangeThePixelInsteadOfFlyingTooSlowly() throws {
    let scenario = try Scenario(
      drone: try ShippedCatalog.load().drone(id: "wingtra-one-qx1"),
      gsd: .centimetersPerPixel(0.1)
    )
    let feasible = try #require(scenario.feasible)
    #expect(feasible.speed == .metersPerSecond(16))
    #expect(abs(feasible.gsd.centimetersPerPixel - 1.6) < 1e-9)
    #expect(scenario.adjustments.map(\.what) == ["gsd_cm_per_px"])
  }

  @Test func wingsThatCannotFlyLowAndSlowHaveNoPlan() throws {
    var conditions = FlightConditions()
    conditions.exposure = .milliseconds(10)
    let scenario = try Scenario(
      drone: try ShippedCatalog.load().drone(id: "wingtra-one-qx1"),
      gsd: .centimetersPerPixel(0.1),
      conditions: conditions
    )
    #expect(scenario.feasible == nil)
  }
}
