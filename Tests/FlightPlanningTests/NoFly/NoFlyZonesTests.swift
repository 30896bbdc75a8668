import FieldGeometry
import FlightPlanning
import Quantities
import Testing

@Suite struct NoFlyZonesTests {
  /// Zones beside a field, of which they cut nothing.
  struct Beside: NoFlyCutter {
    let zones: NoFlyZones
    let name = "zones"

    init(_ zones: [FieldBoundary]) { self.zones = NoFlyZones(zones: zones, keepOut: zones, clearance: .meters(5)) }

    func ground(of field: FieldBoundary) -> [FieldBoundary] { [field] }
  }

  static func site(_ field: [FieldBoundary], _ zones: [FieldBoundary]) throws -> SurveySite {
    try SurveySite(field, in: TestFields.frame()).keepingOff(Beside(zones))
  }

  static func rectangle(_ west: Double, _ south: Double, _ east: Double, _ north: Double) throws -> FieldBoundary {
    try FieldBoundary(outer: TestFields.ring([(west, south), (east, south), (east, north), (west, north)]))
  }

  @Test func waysBetweenFieldsGoAroundAZone() throws {
    let fields = try [Self.rectangle(0, 0, 100, 100), Self.rectangle(400, 0, 500, 100)]
    let zone = try Self.rectangle(200, -200, 300, 300)
    let free = try SurveyPlan(for: fields, in: TestFields.frame(), request: TestFields.request())
    let plan = try SurveyPlan(for: Self.site(fields, [zone]), request: TestFields.request())
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
      let zones = try west ? [zone] : [Self.rectangle(100, -10, 200, 210)]
      let plan = try SurveyPlan(for: Self.site([field], zones), request: TestFields.request())
      let east = plan.takeoff.east.meters
      #expect(west ? east > 0.1 : east < 99.9)
    }
  }

  @Test func aTakeoffInAZoneIsRefused() throws {
    var request = try TestFields.request()
    let frame = try TestFields.frame()
    request.takeoff = try frame.coordinate(of: LocalPoint(east: .meters(-50), north: .zero))
    #expect {
      try SurveyPlan(
        for: Self.site([TestFields.square(100)], [Self.rectangle(-60, -10, -40, 10)]),
        request: request
      )
    } throws: {
      "\($0)"
        == """
        The take-off lies in a no-fly zone, or nearer to one than the clearance of 5 m. Move it, or give a smaller \
        clearance.
        """
    }
  }

  @Test func aFieldBehindZonesIsRefused() throws {
    let ring = try FieldBoundary(
      outer: TestFields.ring([(-100, -100), (200, -100), (200, 200), (-100, 200)]),
      holes: [TestFields.ring([(-50, -50), (150, -50), (150, 150), (-50, 150)])]
    )
    var request = try TestFields.request()
    let site = try Self.site([TestFields.square(100)], [ring])
    let frame = try TestFields.frame()
    // Inside of the ring all is well.
    let plan = try SurveyPlan(for: site, request: request)
    #expect(plan.lengthOverHoles == .zero)
    request.takeoff = try frame.coordinate(of: LocalPoint(east: .meters(-300), north: .zero))
    #expect {
      try SurveyPlan(for: site, request: request)
    } throws: {
      "\($0)".hasPrefix("The only ways to a part of the field lead over no-fly zones, for ")
    }
  }
}
