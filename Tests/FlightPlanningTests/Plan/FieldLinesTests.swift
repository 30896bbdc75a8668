import FieldGeometry
import FlightPlanning
import Quantities
import TestSupport
import Testing

/// Cells, order, crosshatch, entry and turnaround.
@Suite struct FieldLinesTests {
  private static func polygon(_ corners: [(east: Double, north: Double)]) throws -> FieldBoundary {
    try FieldBoundary(outer: TestFields.ring(corners))
  }

  /// Two arms of 60 m by 400 m at a right angle: along each of them at once is quicker than along one alone.
  @Test func anAngleIsSurveyedAlongBothArms() throws {
    let field = try Self.polygon([(0, 0), (400, 0), (400, 60), (60, 60), (60, 400), (0, 400)])
    let plan = try TestFields.plan(field, TestFields.request(centimeters: 0.5))
    #expect(plan.strategy.cellCount == 2)
    #expect(plan.flightTime < plan.strategy.singleDirectionTime * 0.85)
    #expect(plan.flightTime == plan.strategy.cellsTime)
    #expect(plan.lineBearings.map { ($0.degrees / 90).rounded() * 90 }.sorted() == [0, 90])
    #expect(plan.coverage >= 0.9999)
    #expect(plan.lengthOverHoles == .zero)
    #expect(plan.lengthBeyondField.meters < 0.05)
  }

  @Test func aSquareIsNotCut() throws {
    let plan = try TestFields.plan(TestFields.square(200), TestFields.request())
    #expect(plan.strategy.cellCount == 1)
    #expect(plan.strategy.cellsTime == nil)
    #expect(plan.strategy.singleDirectionTime == plan.flightTime)
  }

  @Test(arguments: 1...6)
  func theBetterOfBothIsKept(seed: UInt64) throws {
    let field = try HoledField.make(seed: seed, holes: Int(seed), corners: 9, radius: 160)
    let plan = try TestFields.plan(field, TestFields.request(centimeters: 0.5))
    let change = plan.request.logistics.batteryChange * plan.sorties.count
    let isCut = plan.strategy.cellCount > 1
    #expect(plan.flightTime == (isCut ? plan.strategy.cellsTime : plan.strategy.singleDirectionTime))
    if isCut { #expect(plan.flightTime < plan.strategy.singleDirectionTime + change) }
  }

  @Test(arguments: [(15, 40), (8, 200), (3, 1000), (0, 12)])
  func fieldsWithManyHolesAndVerticesAreCoveredAndNotLeft(holes: Int, corners: Int) throws {
    let field = try HoledField.make(seed: UInt64(holes + corners), holes: holes, corners: corners, radius: 220)
    #expect(field.holes.count == holes)
    let plan = try TestFields.plan(field, TestFields.request())
    #expect(plan.coverage >= 0.999)
    #expect(plan.lengthOverHoles == .zero)
    #expect(plan.lengthBeyondField.meters < 0.1)
    let usable = plan.request.drone.flightTime.inSeconds * plan.request.dynamics.usableBatteryShare
    for sortie in plan.sorties { #expect(sortie.battery.inSeconds <= usable + 1e-6) }
    // What the pictures show, measured on samples, by another way than the plan's own strips.
    let half = (along: plan.design.groundLength.meters / 2, across: plan.design.groundWidth.meters / 2)
    let captures = plan.lines.flatMap { line in
      line.captures.map { (place: Vector($0), along: Vector.unit(direction: line.bearing.radians)) }
    }
    var generator = SeededGenerator(seed: 5)
    var (inside, shown) = (0, 0)
    while inside < 400 {
      let place = Vector(
        x: .random(in: -220...220, using: &generator),
        y: .random(in: -220...220, using: &generator)
      )
      guard field.contains(LocalPoint(place)) else { continue }
      inside += 1
      let isShown = captures.contains { capture in
        let way = place - capture.place
        return abs(way.dot(capture.along)) <= half.along + 0.02 && abs(way.cross(capture.along)) <= half.across + 0.02
      }
      if isShown { shown += 1 }
    }
    #expect(shown >= 399)
  }

  @Test(arguments: [(33.0, 120.0, -75.0), (90, 0, 0), (201, -3000, 4000)])
  func turningAndMovingAFieldWithHolesMovesThePlan(degrees: Double, east: Double, north: Double) throws {
    let field = try HoledField.make(seed: 4, holes: 3, corners: 10, radius: 150)
    let turn = LocalFrameTurn(degrees: degrees)
    func moved(_ ring: LinearRing) throws -> LinearRing {
      try LinearRing(
        ring.vertices.map {
          let turned = turn.point(east: $0.east.meters, north: $0.north.meters)
          return LocalPoint(east: turned.east + .meters(east), north: turned.north + .meters(north))
        }
      )
    }
    let other = try FieldBoundary(outer: moved(field.outer), holes: field.holes.map(moved))
    let plan = try TestFields.plan(field, TestFields.request())
    let movedPlan = try TestFields.plan(other, TestFields.request())
    #expect(movedPlan.lines.count == plan.lines.count)
    #expect(movedPlan.imageCount == plan.imageCount)
    #expect(abs(movedPlan.pathLength.meters - plan.pathLength.meters) < 1e-2)
    for (line, movedLine) in zip(plan.lines, movedPlan.lines) {
      let start = turn.point(east: line.start.east.meters, north: line.start.north.meters)
      let expected = LocalPoint(east: start.east + .meters(east), north: start.north + .meters(north))
      #expect(expected.distance(to: movedLine.start).meters < 1e-3)
    }
  }

  @Test(arguments: 1...3)
  func moreOverlapNeverGivesFewerPictures(seed: UInt64) throws {
    let field = try HoledField.make(seed: seed, holes: 2, corners: 9, radius: 150)
    var request = try TestFields.request()
    var before = 0
    for percent in [30.0, 50, 70, 80] {
      request.conditions.sidelap = try Overlap(fraction: percent / 100)
      let images = try TestFields.plan(field, request).imageCount
      #expect(images >= before)
      before = images
    }
  }

  @Test func crosshatchAddsLinesAcross() throws {
    var request = try TestFields.request()
    request.lineBearing = .zero
    let single = try TestFields.plan(TestFields.square(200), request)
    request.crosshatch = true
    let crossed = try TestFields.plan(TestFields.square(200), request)
    #expect(crossed.lineBearings.map(\.degrees) == [0, 90])
    #expect(crossed.imageCount == 2 * single.imageCount)
    #expect(crossed.lines.count == 16)
  }

  @Test func theSurveyBeginsAtTheEntry() throws {
    let frame = try TestFields.frame()
    for corner in [(0.0, 0.0), (200, 0), (200, 200), (0, 200)] {
      var request = try TestFields.request()
      request.lineBearing = .zero
      let place = LocalPoint(east: .meters(corner.0), north: .meters(corner.1))
      request.entry = try frame.coordinate(of: place)
      let plan = try SurveyPlan(for: [TestFields.square(200)], in: frame, request: request)
      // Half a swath and a metre and a half off the corner.
      #expect(try #require(plan.lines.first).start.distance(to: place).meters < 28)
    }
  }

  @Test func anEntryFarFromTheFieldIsRefused() throws {
    var request = try TestFields.request()
    request.entry = try GeoCoordinate(latitude: .degrees(16.4), longitude: .degrees(48.2))
    #expect {
      try TestFields.plan(TestFields.square(200), request)
    } throws: {
      "\($0)".hasPrefix("A distance of the entry from the field of 4")
    }
  }

  @Test func linesAreApproachedStraight() throws {
    var request = try TestFields.request()
    request.turnaround = .meters(12)
    let plan = try TestFields.plan(TestFields.square(200), request)
    let legs = plan.sorties.flatMap(\.legs)
    for (index, leg) in legs.enumerated() {
      guard let line = leg.line else { continue }
      let (into, out) = (legs[index - 1].path.suffix(2), legs[index + 1].path.prefix(2))
      for (lead, end) in [(into, line.start), (out, line.end)] {
        let places = Array(lead)
        #expect(abs(places[0].distance(to: places[1]).meters - 12) < 1e-6)
        #expect(places.contains { $0.distance(to: end).meters < 1e-6 })
        let across = (Vector(places[1]) - Vector(places[0])).cross(Vector(line.end) - Vector(line.start))
        #expect(abs(across) < 1e-6 * line.length.meters)
      }
    }
    #expect(plan.lengthBeyondField > .zero)
    #expect(plan.lengthOverHoles == .zero)
  }

  @Test func aTurnaroundKeepsOffHoles() throws {
    var request = try TestFields.request()
    request.turnaround = .meters(30)
    let plan = try TestFields.plan(HoledField.make(seed: 2, holes: 9, corners: 9, radius: 200), request)
    #expect(plan.lengthOverHoles == .zero)
  }
}
