import FieldGeometry
import FlightPlanning
import Quantities
import TestSupport
import Testing

@Suite struct TerrainPlanTests {
  static func plan(_ terrain: TestTerrain, seed: UInt64, _ change: (inout SurveyRequest) -> Void = { _ in }) throws
    -> SurveyPlan
  {
    var request = try TestFields.request()
    change(&request)
    return try SurveyPlan(
      for: [TestFields.random(seed: seed)],
      in: TestFields.frame(),
      request: request,
      terrain: terrain
    )
  }

  /// The heights above the ground along a leg, every metre, with whether a line is flown.
  static func heights(of plan: SurveyPlan, over terrain: TestTerrain) throws -> [(height: Double, isLine: Bool)] {
    let ground = try #require(plan.terrain).takeoffElevation.meters
    var heights: [(Double, Bool)] = []
    for leg in plan.sorties.flatMap(\.legs) {
      for index in leg.path.indices.dropLast() {
        let (start, end) = (Vector(leg.path[index]), Vector(leg.path[index + 1]))
        let steps = max(1, Int((end - start).length))
        for step in 0...steps {
          let part = Double(step) / Double(steps)
          let altitude = leg.altitudes[index].meters * (1 - part) + leg.altitudes[index + 1].meters * part
          heights.append((altitude + ground - terrain.height(at: start + (end - start) * part), leg.line != nil))
        }
      }
    }
    return heights
  }

  @Test(arguments: 1...8)
  func theHeightStaysWithinItsToleranceOverGentleHills(seed: UInt64) throws {
    let terrain = try TestTerrain(seed: seed, height: 12, radius: 60...150)
    let plan = try Self.plan(terrain, seed: seed)
    let tolerance = TerrainOptions().tolerance(at: plan.design.altitude).meters
    for (height, isLine) in try Self.heights(of: plan, over: terrain) {
      // The ground between two samples of 5 m bends by a few centimetres.
      #expect(height >= plan.design.altitude.meters - tolerance - 0.1)
      if isLine { #expect(height <= plan.design.altitude.meters + tolerance + 0.1) }
    }
    #expect(!plan.limits.contains { $0.kind == .terrain })
    let gsd = plan.groundSamplingDistances
    #expect(gsd.minimum < gsd.mean && gsd.mean < gsd.maximum)
  }

  @Test(arguments: 1...8)
  func theClimbLimitHoldsOnAnyTerrain(seed: UInt64) throws {
    let terrain = try TestTerrain(seed: seed, height: 30, radius: 12...60)
    let plan = try Self.plan(terrain, seed: seed)
    let dynamics = plan.request.dynamics
    for leg in plan.sorties.flatMap(\.legs) {
      for index in leg.path.indices.dropLast() {
        let rise = (leg.altitudes[index + 1] - leg.altitudes[index]).meters
        let rate = rise / leg.path[index].distance(to: leg.path[index + 1]).meters * leg.speed.metersPerSecond
        #expect(rate <= dynamics.climbSpeed.metersPerSecond * (1 + 1e-6))
        #expect(rate >= -dynamics.descentSpeed.metersPerSecond * (1 + 1e-6))
      }
    }
    let tolerance = TerrainOptions().tolerance(at: plan.design.altitude).meters
    for (height, _) in try Self.heights(of: plan, over: terrain) {
      // Steep ground between two samples of 5 m rises by more.
      #expect(height >= plan.design.altitude.meters - tolerance - 1.5)
    }
  }

  /// Ground steeper than the climb speed at half the survey speed: the line is raised over it, never lowered, and says so.
  @Test func aCliffIsFlownOverAndToldOf() throws {
    let plan = try Self.plan(TestTerrain([(60, 20, 45, 10)]), seed: 2) { $0.lineBearing = .zero }
    let terrain = try #require(plan.terrain)
    #expect(plan.limits.contains { $0.kind == .terrain && $0.message.contains("too steep for the climb speed") })
    #expect(terrain.greatestHeightOnLines.meters > plan.design.altitude.meters + 5)
    #expect(terrain.leastHeightOnLines.meters > plan.design.altitude.meters - 4)
    #expect(plan.adjustments.contains { $0.what == "line_speed_m_per_s" && $0.reason.contains("the climb over the") })
    let slowest = plan.sorties.flatMap(\.legs).filter { $0.line != nil }.map(\.speed).min()
    #expect(try #require(slowest) >= plan.design.speed / 2 * (1 - 1e-6))
  }

  @Test func levelGroundChangesNothing() throws {
    let terrain = try TestTerrain()
    let flat = try TestFields.plan(TestFields.random(seed: 3), TestFields.request())
    let over = try Self.plan(terrain, seed: 3)
    let (one, other) = (over.sorties.flatMap(\.legs), flat.sorties.flatMap(\.legs))
    #expect(one.map(\.path) == other.map(\.path))
    #expect(one.map(\.speed) == other.map(\.speed))
    #expect(abs((over.flightTime - flat.flightTime).inSeconds) < 1e-6)
    #expect(over.groundSamplingDistances.maximum.metersPerPixel - flat.design.gsd.metersPerPixel < 1e-9)
  }

  /// A straight slope of 10 per cent needs no waypoint between the ends of a line, and half a metre on 5 m.
  @Test func aStraightSlopeNeedsNoWaypoints() throws {
    let slope = Slope()
    var request = try TestFields.request()
    request.lineBearing = .degrees(90)
    let plan = try SurveyPlan(for: [TestFields.square(200)], in: TestFields.frame(), request: request, terrain: slope)
    for leg in plan.sorties.flatMap(\.legs) where leg.line != nil {
      #expect(leg.path.count == 2)
      let rise = abs((leg.altitudes[1] - leg.altitudes[0]).meters)
      #expect(abs(rise - 0.1 * leg.length.meters) < 1e-3)
    }
    let takeoff = Vector(plan.takeoff)
    for leg in plan.sorties.flatMap(\.legs) where leg.line != nil {
      let expected = 36.48 + 0.1 * (Vector(leg.path[0]).x - takeoff.x)
      #expect(abs(leg.altitudes[0].meters - expected) < 1e-3)
    }
  }

  struct Slope: ElevationSource {
    let name = "slope.tif"
    let resolution = Length.meters(5)
    func elevations(at places: [GeoCoordinate]) throws -> [GroundElevation] {
      let frame = try TestFields.frame()
      return places.map { .height(.meters(0.1 * frame.localPoint(of: $0).east.meters)) }
    }
  }

  @Test func aFlatAltitudeIsCheckedAgainstTheGround() throws {
    let hill = try TestTerrain([(0, 0, 20, 80)])
    let plan = try Self.plan(hill, seed: 2) { $0.terrain.mode = .flat }
    let terrain = try #require(plan.terrain)
    #expect(Set(plan.sorties.flatMap(\.legs).flatMap(\.altitudes).map { ($0.meters * 1e6).rounded() }).count == 1)
    #expect(terrain.leastHeightOnLines < .meters(30))
    #expect(terrain.greatestHeightOnLines > plan.design.altitude)
    #expect(plan.limits.contains { $0.kind == .terrain && $0.message.contains("the altitude is flat") })
    // 1 − 0.4 · 36.48 / h.
    let least = TerrainReport.overlap(
      plan.request.conditions.sidelap,
      plannedHeight: plan.design.altitude,
      height: terrain.leastHeightOnLines
    )
    #expect(abs(least - (1 - 0.4 * 36.48 / terrain.leastHeightOnLines.meters)) < 1e-9)
  }

  @Test func aFlatAltitudeThatLosesItsOverlapIsRefused() throws {
    let hill = try TestTerrain([(0, 0, 22, 120)])
    #expect {
      try Self.plan(hill, seed: 2) {
        $0.terrain.mode = .flat
        $0.conditions.sidelap = .none
      }
    } throws: {
      "\($0)".hasPrefix("Over the highest ground the plan is ") && "\($0)".contains("which leaves gaps")
    }
  }

  @Test func aFlatAltitudeIntoAHillIsRefused() throws {
    let hill = try TestTerrain([(0, 0, 90, 60)])
    #expect {
      try Self.plan(hill, seed: 2) { $0.terrain.mode = .flat }
    } throws: {
      "\($0)".hasPrefix("The plan comes as near as ") && "\($0)".contains("at least 5 m are needed")
    }
  }

  @Test func theLawCountsFromTheGroundBelow() throws {
    let valley = try TestTerrain([(0, 0, -40, 100)])
    func request(_ mode: TerrainMode) -> (inout SurveyRequest) -> Void {
      {
        $0.target = .altitude(.meters(110)); $0.terrain.mode = mode
      }
    }
    #expect {
      try Self.plan(valley, seed: 2, request(.flat))
    } throws: {
      "\($0)".contains("m above the ground, above the limit of 120 m.")
    }
    #expect(try #require(Self.plan(valley, seed: 2, request(.follow)).terrain).greatestHeight < .meters(120))
  }

  @Test func aTerrainThatLacksAPartOfTheFieldIsRefused() throws {
    var small = try TestTerrain()
    small.reach = 150
    #expect {
      try Self.plan(small, seed: 4)
    } throws: {
      "\($0)".hasPrefix("The terrain 'hills.tif' does not reach ")
        && "\($0)".hasSuffix("Give a raster that covers the whole field.")
    }
    var holed = try TestTerrain()
    holed.gap = Vector(x: 80, y: 60)
    #expect {
      try Self.plan(holed, seed: 4)
    } throws: {
      "\($0)".hasPrefix("The terrain 'hills.tif' has no data on ")
        && "\($0)".hasSuffix("Give a raster that covers the whole field, its gaps filled.")
    }
  }

  @Test func aTakeoffBeyondTheTerrainIsRefused() throws {
    var small = try TestTerrain()
    small.reach = 220
    let place = try TestFields.frame().coordinate(of: LocalPoint(east: .meters(400), north: .zero))
    #expect {
      try Self.plan(small, seed: 4) { $0.takeoff = place }
    } throws: {
      "\($0)".contains("which the plan leads over. Give a raster that covers the field, the take-off and the ways")
    }
  }

  @Test func aToleranceThatTouchesTheGroundIsRefused() throws {
    let terrain = try TestTerrain()
    #expect {
      try Self.plan(terrain, seed: 4) { $0.terrain.tolerance = .meters(20) }
    } throws: {
      "\($0)"
        == """
        A terrain tolerance of 20 m is more than half the height above the ground of 36.48 m. Give a smaller one.
        """
    }
    #expect(throws: FlightPlanningError.notPositive(quantity: "terrain tolerance")) {
      try Self.plan(terrain, seed: 4) { $0.terrain.tolerance = .zero }
    }
  }
}
