import FieldGeometry
import FlightPlanning
import Quantities
import TestSupport
import Testing

@Suite struct SurveyPlanTests {
  @Test func aSquareIsPlannedAsByHand() throws {
    var request = try TestFields.request()
    request.lineBearing = .zero
    let plan = try TestFields.plan(TestFields.square(200), request)
    // 200 m less one swath of 54.72 m are 145.28 m: 7 gaps of at most 21.888 m, 8 lines.
    #expect(plan.lines.count == 8)
    #expect(abs(plan.rowGap.meters - 145.28 / 7) < 1e-9)
    // 199 m, half a metre from both edges, hold 18 photo distances of 10.944 m: 19 pictures on each line, which ends
    // 2.008 m beyond the last.
    #expect(plan.imageCount == 8 * 19)
    for line in plan.lines { #expect(abs(line.length.meters - 199) < 1e-6) }
    for line in plan.lines { #expect(abs(line.photoDistance.meters - 10.944) < 1e-6) }
    #expect(abs(plan.coverage - 1) < 1e-12)
    #expect(plan.sorties.count == 1)
    #expect(plan.cost == .euros(30))
    #expect(plan.lengthOverHoles == .zero)
    // 8 lines of 199 m at 4.3776 m/s, 7 turns of 20.75 m, the way home of 145.28 m at 10 m/s and the first metres,
    // each with its ramp; 36.48 m up at 3 m/s and down at 2 m/s.
    let line = 199 / 4.3776 + 4.3776 / 2.5
    let turn = 145.28 / 7 / 4.3776 + 4.3776 / 2.5
    let vertical = 36.48 / 3 + 36.48 / 2
    let legs = plan.sorties[0].legs
    let first = try #require(legs.first).duration.inSeconds
    let last = try #require(legs.last).duration.inSeconds
    #expect(abs(plan.flightTime.inSeconds - (8 * line + 7 * turn + vertical + first + last)) < 1e-6)
  }

  @Test(arguments: 1...12)
  func everyPlaceOfAFieldIsInAPicture(seed: UInt64) throws {
    let field = try TestFields.random(seed: seed)
    let plan = try TestFields.plan(field, TestFields.request())
    let half = (along: plan.design.groundLength.meters / 2, across: plan.design.groundWidth.meters / 2)
    var generator = SeededGenerator(seed: seed)
    var inside = 0
    var shown = 0
    while inside < 1000 {
      let place = LocalPoint(
        east: .meters(.random(in: -200...200, using: &generator)),
        north: .meters(.random(in: -200...200, using: &generator))
      )
      guard field.contains(place) else { continue }
      inside += 1
      let isShown = plan.lines.contains { line in
        line.captures.contains { capture in
          let way = Vector(place) - Vector(capture)
          let direction = Vector.unit(direction: line.bearing.radians)
          return abs(way.dot(direction)) <= half.along + 0.02 && abs(way.cross(direction)) <= half.across + 0.02
        }
      }
      if isShown { shown += 1 }
    }
    #expect(plan.coverage >= 0.9999)
    #expect(shown >= 999)
  }

  @Test(arguments: 1...12)
  func linesAndWaysStayInsideTheField(seed: UInt64) throws {
    let field = try TestFields.random(seed: seed)
    let plan = try TestFields.plan(field, TestFields.request())
    #expect(plan.lengthOverHoles == .zero)
    #expect(plan.lengthBeyondField.meters < 0.05)
    for leg in plan.sorties.flatMap(\.legs) {
      for (start, end) in zip(leg.path, leg.path.dropFirst()) {
        for step in 1..<100 {
          let place = start.interpolated(to: end, by: Double(step) / 100)
          let isOnEdge = field.rings.flatMap(\.edges).contains {
            Vector(place).distance(toSegment: Vector($0.start), Vector($0.end)) < 0.02
          }
          #expect(isOnEdge || field.contains(place))
        }
      }
    }
  }

  @Test(arguments: [17.0, 45, 123])
  func turningTheFieldTurnsThePlan(degrees: Double) throws {
    let shape = RandomField(seed: 5, corners: 9, radius: 200).outer
    let upright = try TestFields.plan(FieldBoundary(outer: TestFields.ring(shape)), TestFields.request())
    let turned = try TestFields.plan(
      FieldBoundary(outer: TestFields.ring(shape, turnedBy: degrees)),
      TestFields.request()
    )
    #expect(turned.lines.count == upright.lines.count)
    #expect(abs(turned.flightTime.inSeconds - upright.flightTime.inSeconds) < 1e-3)
    #expect(abs(turned.rowGap.meters - upright.rowGap.meters) < 1e-6)
    let turn = (turned.lineBearings[0] - upright.lineBearings[0]).degrees - degrees
    #expect(abs(turn - 180 * (turn / 180).rounded()) < 1e-6)
  }

  /// The best direction costs no more than a hundred others; the plan's straight ways make it the same measure.
  @Test(arguments: 1...4)
  func noOtherDirectionIsMuchQuicker(seed: UInt64) throws {
    let field = try TestFields.random(seed: seed, corners: 8, radius: 250, withHole: false)
    var request = try TestFields.request()
    let best = try TestFields.plan(field, request).flightTime.inSeconds
    for degrees in stride(from: 0.0, to: 180, by: 7.5) {
      request.lineBearing = .degrees(degrees)
      #expect(best <= 1.05 * (try TestFields.plan(field, request).flightTime.inSeconds))
    }
  }

  /// Web Mercator metres would give 0.664 of the gap at 48.2 degrees.
  @Test(arguments: [0.0, 27.7, 48.2, 60])
  func theRowGapIsTrueMetres(latitude: Double) throws {
    var request = try TestFields.request()
    request.lineBearing = .zero
    let frame = try TestFields.frame(latitude: latitude)
    let plan = try SurveyPlan(for: [TestFields.square(400)], in: frame, request: request)
    // The southern ends, and the radius of their circle of latitude from the ellipsoid, without the projection.
    let places = try plan.lines.map { try frame.coordinate(of: $0.start.north < $0.end.north ? $0.start : $0.end) }
    let sine = LatitudeSine.of(places[0].latitude.degrees)
    let w = (1 - 0.00669437999014 * sine * sine).squareRoot()
    let radius = 6_378_137 / w * (1 - sine * sine).squareRoot()
    let east = places.map { $0.longitude.radians * radius }.sorted()
    for (one, next) in zip(east, east.dropFirst()) {
      #expect(abs((next - one) / plan.rowGap.meters - 1) < 1e-3)
    }
  }

  @Test func aNarrowFieldHasOneLineInItsMiddle() throws {
    let field = try FieldBoundary(outer: TestFields.ring([(0, 0), (15, 0), (15, 1200), (0, 1200)]))
    let plan = try TestFields.plan(field, TestFields.request("matrice-300-p1-50mm"))
    #expect(plan.lines.count == 1)
    #expect(abs((try #require(plan.lines.first)).start.east.meters - 7.5) < 1e-6)
    #expect(plan.rowGap == .zero)
    #expect(abs(plan.coverage - 1) < 1e-9)
  }

  @Test func severalPolygonsAreFlownOneAfterAnother() throws {
    let near = try TestFields.square(100)
    let far = try FieldBoundary(outer: TestFields.ring([(500, 0), (600, 0), (600, 100), (500, 100)]))
    let plan = try SurveyPlan(for: [near, far], in: TestFields.frame(), request: TestFields.request())
    #expect(plan.lines.map(\.polygon) == plan.lines.map(\.polygon).sorted())
    #expect(Set(plan.lines.map(\.polygon)) == [0, 1])
    #expect(plan.lengthBeyondField > .meters(300))
    #expect(plan.area == .squareMeters(20_000))
  }

  @Test func polygonsThatOverlapAreToldOf() throws {
    let one = try TestFields.square(100)
    let beside = try FieldBoundary(outer: TestFields.ring([(100, 0), (200, 0), (200, 100), (100, 100)]))
    let over = try FieldBoundary(outer: TestFields.ring([(50, 50), (150, 50), (150, 150), (50, 150)]))
    #expect(!one.overlaps(beside))
    let plan = try SurveyPlan(for: [one, beside, over], in: TestFields.frame(), request: TestFields.request())
    #expect(
      plan.limits.filter { $0.kind == .field }.map(\.message) == [
        "Polygons 1 and 3 overlap: what they share is flown and counted twice. Join them in the field's file.",
        "Polygons 2 and 3 overlap: what they share is flown and counted twice. Join them in the field's file.",
      ]
    )
  }

  @Test func longLinesAreCutWhereTheBatteryEnds() throws {
    let field = try FieldBoundary(outer: TestFields.ring([(0, 0), (20, 0), (20, 2000), (0, 2000)]))
    let plan = try TestFields.plan(field, TestFields.request(centimeters: 0.1))
    #expect(plan.sorties.count > 10)
    let budget = 30 * 60 * 0.8
    for sortie in plan.sorties { #expect(sortie.duration.inSeconds <= budget + 1e-6) }
    // Cutting loses no picture: 2000 m less a clearance of 0.456 m at each end hold 1826 photo distances of 1.0944 m.
    let perLine = 1827
    #expect(plan.imageCount == plan.parallelLineCount * perLine)
  }

  @Test func aFieldOutOfReachIsRefused() throws {
    var request = try TestFields.request()
    request.takeoff = try GeoCoordinate(latitude: .degrees(48.5), longitude: .degrees(16.4))
    #expect {
      try TestFields.plan(TestFields.square(100), request)
    } throws: {
      "\($0)".hasPrefix("A battery of 24 usable minutes does not suffice to fly 33")
        && "\($0)".hasSuffix("Move the take-off point, or ask for a coarser ground sampling distance.")
    }
  }

  @Test func aSlipInTheUnitIsRefused() throws {
    #expect {
      try TestFields.plan(TestFields.square(20_000), TestFields.request(centimeters: 0.01))
    } throws: {
      "\($0)"
        == """
        The plan would have 16698514072 pictures, more than the limit of 5000000. Ask for a coarser ground sampling \
        distance, or split the field.
        """
    }
  }

  @Test func aTakeoffPointOutsideGoesAroundHoles() throws {
    let field = try FieldBoundary(
      outer: TestFields.ring([(0, 0), (300, 0), (300, 300), (0, 300)]),
      holes: [TestFields.ring([(100, 100), (200, 100), (200, 200), (100, 200)])]
    )
    var request = try TestFields.request()
    let frame = try TestFields.frame()
    request.takeoff = try frame.coordinate(of: LocalPoint(east: .meters(-50), north: .meters(150)))
    let plan = try SurveyPlan(for: [field], in: frame, request: request)
    #expect(plan.lengthOverHoles == .zero)
    #expect(plan.lengthBeyondField > .meters(90))
  }
}
