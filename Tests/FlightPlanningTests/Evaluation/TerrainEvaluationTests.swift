import FieldGeometry
import Quantities
import Testing

@testable import FlightPlanning

/// Others' missions over terrain: a ramp that rises by a tenth to the north, from 200 m at the origin.
@Suite struct TerrainEvaluationTests {
  struct Ramp: ElevationSource {
    let frame: LocalFrame
    var name: String { "ramp.tif" }
    var resolution: Length { .meters(2) }

    func elevations(at places: [GeoCoordinate]) -> [GroundElevation] {
      places.map { .height(.meters(200) + frame.localPoint(of: $0).north * 0.1) }
    }
  }

  static func evaluate(
    _ lines: [[FlownPoint]],
    takeoff: LocalPoint? = nil,
    conditions: FlightConditions = FlightConditions()
  ) throws -> MissionEvaluation {
    let frame = try LocalFrame(origin: GeoCoordinate(latitude: .degrees(48), longitude: .degrees(16)))
    return try MissionEvaluation(
      of: lines,
      over: SurveySite(MissionEvaluationTests.field(), in: frame),
      terrain: MissionTerrain(source: Ramp(frame: frame), frame: frame, takeoffs: lines.map { _ in takeoff }),
      with: MissionEvaluationTests.drone(),
      conditions: conditions,
      dynamics: FlightDynamics()
    )
  }

  static func line(_ altitude: Double, _ reference: AltitudeReference, east: Double = 50) -> [FlownPoint] {
    [5.0, 95.0].map { north in
      FlownPoint(
        place: MissionEvaluationTests.point(east, north),
        altitude: .meters(altitude),
        reference: reference,
        speed: .metersPerSecond(5),
        pictures: north < 50 ? .everyDistance(.meters(5)) : .none
      )
    }
  }

  static func expect(_ value: Length?, _ meters: Double) throws {
    #expect(abs(try #require(value).meters - meters) < 1e-3)
  }

  /// From 5 to 95 m north the ground rises from 200.5 to 209.5 m.
  @Test(arguments: [
    // 20 m above the take-off, which is at the first point: 20 m there, 11 m at the end.
    (20.0, AltitudeReference.takeoff, 20.0, 11.0), (20, .ground, 20, 20), (222, .sea, 21.5, 12.5),
  ])
  func altitudesCountFromWhatTheySay(altitude: Double, reference: AltitudeReference, first: Double, last: Double) throws
  {
    let result = try Self.evaluate([Self.line(altitude, reference)])
    let heights = try #require(result.heights)
    try Self.expect(heights.greatest, max(first, last))
    try Self.expect(heights.least, min(first, last))
    // Nineteen pictures at equal distances.
    try Self.expect(heights.mean, (first + last) / 2)
    let gsd = try #require(result.gsd)
    // 1 cm from 10 m.
    #expect(abs(gsd.least.centimetersPerPixel - heights.least.meters / 10) < 1e-6)
    #expect(abs(gsd.mean.centimetersPerPixel - heights.mean.meters / 10) < 1e-6)
    let clearance = try #require(result.clearance)
    try Self.expect(clearance.lowestGround, 200.5)
    try Self.expect(clearance.highestGround, 209.5)
    #expect(result.imageCount == 19)
    // The picture is as long as the drone is high: the lower one of each pair counts.
    let lower = min(first, last)
    #expect(abs(try #require(result.frontlap).least - (1 - 5 / lower)) < 1e-4)
    #expect(result.sidelap == nil)
  }

  @Test func theTakeoffDecidesWhatAltitudesMean() throws {
    // At the foot of the field, 0.5 m below the line's first point.
    let result = try Self.evaluate([Self.line(20, .takeoff)], takeoff: MissionEvaluationTests.point(0, 0))
    try Self.expect(result.heights?.greatest, 19.5)
    try Self.expect(result.heights?.least, 10.5)
  }

  @Test func picturesOfNeighboursShareWhatBothShow() throws {
    // From 20 m a picture is 40 m wide.
    let level = try Self.evaluate([Self.line(20, .ground, east: 20), Self.line(20, .ground, east: 50)])
    #expect(abs(try #require(level.sidelap).least - 0.25) < 1e-4)
    // 40 m and 20 m wide, 30 m apart: they touch.
    let uneven = try Self.evaluate([Self.line(20, .ground, east: 20), Self.line(10, .ground, east: 50)])
    #expect(abs(try #require(uneven.sidelap).mean) < 1e-4)
    let far = try Self.evaluate([Self.line(10, .ground, east: 20), Self.line(10, .ground, east: 50)])
    #expect(abs(try #require(far.sidelap).least + 0.5) < 1e-4)
    #expect(
      far.limits.contains {
        $0.message == "The overlap across the flight falls to -50 %: pictures leave gaps between them."
      }
    )
  }

  @Test func whoFliesIntoTheHillIsTold() throws {
    let crash = try Self.evaluate([Self.line(5, .takeoff)])
    #expect(
      crash.limits.contains {
        $0.severity == .error
          && $0.message == "The way leads 4 m below the ground of 'ramp.tif': the drone would crash."
      }
    )
    let low = try Self.evaluate([Self.line(12, .takeoff)])
    #expect(low.limits.contains { $0.kind == .terrain && $0.severity == .warning })
    var conditions = FlightConditions()
    conditions.maximumAltitude = .meters(19)
    let high = try Self.evaluate([Self.line(20, .takeoff)], conditions: conditions)
    #expect(high.limits.contains { $0.kind == .heightLaw && $0.severity == .error })
  }

  /// A way that goes straight on is flown through, unless the mission says that the drone stops.
  @Test(arguments: [true, false]) func waypointsStraightAheadTakeNoTime(stops: Bool) throws {
    let points = [5.0, 30, 60, 95].map { north in
      FlownPoint(
        place: MissionEvaluationTests.point(50, north),
        altitude: .meters(20),
        reference: .ground,
        speed: .metersPerSecond(5),
        pictures: north < 95 ? .everyDistance(.meters(5)) : .none,
        stops: stops
      )
    }
    let result = try Self.evaluate([points])
    // 90 m at 5 m/s, two seconds for each stop, up 20 m at 3 m/s, down at 2 m/s.
    #expect(abs(result.flightTime.inSeconds - (18 + (stops ? 6 : 2) + 20.0 / 3 + 10)) < 1e-6)
    #expect(result.lineCount == 1)
    #expect(result.imageCount == 19)
  }
}
