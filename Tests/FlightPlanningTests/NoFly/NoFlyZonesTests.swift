import FieldGeometry
import FlightPlanning
import Quantities
import Testing

@Suite struct NoFlyZonesTests {
  static func request(_ zones: [FieldBoundary]) throws -> SurveyRequest {
    var request = try TestFields.request()
    request.noFly = NoFlyZones(zones: zones, keepOut: zones, clearance: .meters(5))
    return request
  }

  static func rectangle(_ west: Double, _ south: Double, _ east: Double, _ north: Double) throws -> FieldBoundary {
    try FieldBoundary(outer: TestFields.ring([(west, south), (east, south), (east, north), (west, north)]))
  }

  @Test func waysBetweenFieldsGoAroundAZone() throws {
    let fields = try [Self.rectangle(0, 0, 100, 100), Self.rectangle(400, 0, 500, 100)]
    let zone = try Self.rectangle(200, -200, 300, 300)
    let free = try SurveyPlan(for: fields, in: TestFields.frame(), request: TestFields.request())
    let plan = try SurveyPlan(for: fields, in: TestFields.frame(), request: Self.request([zone]))
    #expect(plan.lengthOverHoles == .zero)
    // Over to the other field and back, each way 200 m up and down again or more.
    #expect((plan.pathLength - free.pathLength).meters > 2 * 150)
    #expect(plan.lines.count == free.lines.count)
  }

  @Test func theDroneTakesOffFromTheFieldsEdgeNotTheZones() throws {
    // The first line starts at one of the long sides; the western one is a zone's.
    let zone = try Self.rectangle(-100, -10, 0, 210)
    for west in [true, false] {
      let field = try Self.rectangle(0, 0, 100, 200)
      let plan = try SurveyPlan(
        for: [field],
        in: TestFields.frame(),
        request: west ? Self.request([zone]) : Self.request([Self.rectangle(100, -10, 200, 210)])
      )
      let east = plan.takeoff.east.meters
      #expect(west ? east > 0.1 : east < 99.9)
    }
  }

  @Test func aTakeoffInAZoneIsRefused() throws {
    var request = try Self.request([Self.rectangle(-60, -10, -40, 10)])
    let frame = try TestFields.frame()
    request.takeoff = try frame.coordinate(of: LocalPoint(east: .meters(-50), north: .zero))
    #expect {
      try SurveyPlan(for: [TestFields.square(100)], in: frame, request: request)
    } throws: {
      "\($0)"
        == """
        The take-off lies in a no-fly zone, or nearer to one than the clearance of 5 m. Move it with --takeoff, or give a \
        smaller --clearance.
        """
    }
  }

  @Test func aFieldBehindZonesIsRefused() throws {
    let ring = try FieldBoundary(
      outer: TestFields.ring([(-100, -100), (200, -100), (200, 200), (-100, 200)]),
      holes: [TestFields.ring([(-50, -50), (150, -50), (150, 150), (-50, 150)])]
    )
    var request = try Self.request([ring])
    let frame = try TestFields.frame()
    // Inside of the ring all is well.
    let plan = try SurveyPlan(for: [TestFields.square(100)], in: frame, request: request)
    #expect(plan.lengthOverHoles == .zero)
    request.takeoff = try frame.coordinate(of: LocalPoint(east: .meters(-300), north: .zero))
    #expect {
      try SurveyPlan(for: [TestFields.square(100)], in: frame, request: request)
    } throws: {
      "\($0)".hasPrefix("The only ways to a part of the field lead over no-fly zones, for ")
    }
  }
}
