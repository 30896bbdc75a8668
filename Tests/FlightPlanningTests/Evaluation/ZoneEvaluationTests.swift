import FieldGeometry
import FlightPlanning
import Quantities
import Testing

/// Missions judged by zones, wind and obstacles.
@Suite struct ZoneEvaluationTests {
  /// A field of 100 m with a zone of 20 by 20 m at its middle, and 5 m around it.
  static func site() throws -> SurveySite {
    let zone = try NoFlyZonesTests.rectangle(40, 40, 60, 60)
    let keepOut = try NoFlyZonesTests.rectangle(35, 35, 65, 65)
    return try SurveySite(MissionEvaluationTests.field(), in: TestFields.frame()).keepingOff(
      Cutter(zones: NoFlyZones(zones: [zone], keepOut: [keepOut], clearance: .meters(5)))
    )
  }

  /// Cuts the zone out as a hole.
  struct Cutter: NoFlyCutter {
    let zones: NoFlyZones
    let name = "zones"

    func ground(of field: FieldBoundary) throws -> [FieldBoundary] {
      [try FieldBoundary(outer: field.outer, holes: zones.keepOut.map(\.outer))]
    }
  }

  static func evaluate(
    _ places: [(east: Double, north: Double)],
    wind: Wind = .calm,
    obstacles: Length = .zero,
    speed: Double = 5
  ) throws -> MissionEvaluation {
    var conditions = FlightConditions()
    conditions.obstacleHeight = obstacles
    return try MissionEvaluation(
      of: [
        MissionEvaluationTests.line(
          places.map { MissionEvaluationTests.point($0.east, $0.north) },
          .everyDistance(.meters(5)),
          speed: speed
        )
      ],
      over: site(),
      with: MissionEvaluationTests.drone(),
      conditions: conditions,
      dynamics: FlightDynamics(),
      wind: wind
    )
  }

  static func error(_ kind: PlanLimit.Kind, of evaluation: MissionEvaluation) -> PlanLimit? {
    evaluation.limits.first { $0.kind == kind && $0.severity == .error }
  }

  @Test func aLegThroughAZoneIsAnError() throws {
    let through = try Self.evaluate([(50, 5), (50, 95)])
    #expect(abs(try #require(through.zones?.overZones.meters) - 20) < 0.2)
    #expect(abs(try #require(through.zones?.withinClearance.meters) - 30) < 0.2)
    #expect(
      Self.error(.noFly, of: through)?.message
        == "20 m of the path lead over no-fly zones. Plan the mission around them."
    )
    #expect(through.lengthOverHoles == .zero)
  }

  @Test func aLegTooNearToAZoneIsAnError() throws {
    let near = try Self.evaluate([(38, 5), (38, 95)])
    #expect(near.zones?.overZones == .zero)
    #expect(
      Self.error(.noFly, of: near)?.message
        == "30 m of the path come nearer to no-fly zones than the clearance of 5 m. Plan the mission around them."
    )
  }

  @Test(arguments: [(35.0, 35.0), (34.0, 34.0), (35.02, 35.02)])
  func aLegAlongTheClearanceIsNone(west: Double, east: Double) throws {
    // Two centimetres are what a file rounds.
    let beside = try Self.evaluate([(west, 5), (east, 95)])
    #expect(Self.error(.noFly, of: beside) == nil)
  }

  @Test func aSiteWithoutZonesHasNone() throws {
    let evaluation = try MissionEvaluationTests.evaluate(
      MissionEvaluationTests.line(
        [MissionEvaluationTests.point(50, 5), MissionEvaluationTests.point(50, 95)],
        .none
      ),
      MissionEvaluationTests.field()
    )
    #expect(evaluation.zones == nil)
  }

  @Test func aWindThatTheDroneCannotHoldIsAnError() throws {
    // It flies 12 m/s at most.
    let strong = try Self.evaluate([(10, 5), (10, 95)], wind: Wind(speed: .metersPerSecond(15), from: .zero))
    #expect(
      Self.error(.wind, of: strong)?.message
        == """
        A wind of 15 m/s is too strong for 'd', which flies at most 12 m/s: it meets 0 m/s from the side and 15 m/s from \
        ahead. Wait for less wind.
        """
    )
  }

  @Test func aHeadWindTakesTime() throws {
    let calm = try Self.evaluate([(10, 5), (10, 95)])
    // 12 less 10 m/s: 45 s for 90 m instead of 18 s at 5 m/s, and 2 / 2.5 s instead of 5 / 2.5 s to speed up and stop.
    let windy = try Self.evaluate([(10, 5), (10, 95)], wind: Wind(speed: .metersPerSecond(10), from: .zero))
    #expect(abs((windy.flightTime - calm.flightTime).inSeconds - (45 + 0.8 - 18 - 2)) < 1e-6)
    #expect(windy.limits.contains { $0.kind == .wind && $0.severity == .warning })
    // A wind from behind that leaves the speed as it is.
    let behind = try Self.evaluate([(10, 5), (10, 95)], wind: Wind(speed: .metersPerSecond(4), from: .degrees(180)))
    #expect(behind.flightTime == calm.flightTime)
    #expect(!behind.limits.contains { $0.kind == .wind })
  }

  @Test func obstaclesAreKeptOff() throws {
    // Pictures from 10 m.
    #expect(Self.error(.lowAltitude, of: try Self.evaluate([(10, 5), (10, 95)], obstacles: .meters(6))) != nil)
    #expect(Self.error(.lowAltitude, of: try Self.evaluate([(10, 5), (10, 95)], obstacles: .meters(5))) == nil)
  }
}
