import FieldGeometry
import FlightPlanning
import Quantities
import Testing

@Suite struct SurveySiteTests {
  /// Takes the western half of a square of 100 m.
  struct WesternHalf: NoFlyCutter {
    let name = "west"
    let zones: NoFlyZones

    init() throws {
      let zone = try NoFlyZonesTests.rectangle(-50, -50, 50, 150)
      zones = NoFlyZones(zones: [zone], keepOut: [zone], clearance: .zero)
    }

    func ground(of field: FieldBoundary) throws -> [FieldBoundary] {
      let corners = field.outer.vertices.map { ($0.east.meters, $0.north.meters) }
      guard let east = corners.map(\.0).max(), let south = corners.map(\.1).min(), let north = corners.map(\.1).max(),
        east > 50
      else { return [] }
      return [try NoFlyZonesTests.rectangle(50, south, east, north)]
    }
  }

  @Test func zonesTakeTheirAreaAndStayKnown() throws {
    let field = try TestFields.square(100)
    let site = try SurveySite([field], in: TestFields.frame()).keepingOff(WesternHalf())
    #expect(abs(site.excludedArea.squareMeters - 5000) < 1e-6)
    #expect(abs(site.fieldArea.squareMeters - 5000) < 1e-6)
    #expect(site.whole == [field])
    #expect(site.noFly?.zones.count == 1)
  }

  @Test func zonesThatLeaveNothingAreRefused() throws {
    let site = try SurveySite([NoFlyZonesTests.rectangle(0, 0, 40, 40)], in: TestFields.frame())
    #expect(throws: FlightPlanningError.nothingLeft(zones: "west", clearance: .zero)) {
      try site.keepingOff(WesternHalf())
    }
  }

  @Test func aPartLiesInWhatZonesLeave() throws {
    let request = try TestFields.request(centimeters: 0.3)
    let zones = try WesternHalf()
    let site = try SurveySite([TestFields.square(100)], in: TestFields.frame()).keepingOff(zones)
    let patch = [(45.0, 50.0), (55, 50), (55, 55), (45, 55)].map(MissionEvaluationTests.point)
    let part = try site.part(
      .revisit(patches: [patch], margin: .meters(3)),
      of: request,
      overlay: ApartOverlay(),
      zones: zones
    )
    for vertex in part.polygons.flatMap(\.outer.vertices) { #expect(vertex.east.meters >= 50 - 1e-9) }
    #expect(part.noFly == site.noFly)
    let plan = try SurveyPlan(for: part, request: request)
    #expect(plan.lengthOverHoles == .zero)
  }

  @Test func stripsSetTheDirectionOfTheirLines() throws {
    var request = try TestFields.request()
    request.lineBearing = .degrees(0)
    let site = try SurveySite([TestFields.square(300)], in: TestFields.frame())
    // The overlay takes strips as they are, reaching beyond the field.
    let part = try site.part(.transects(share: 0.3, seed: 3), of: request, overlay: ApartOverlay())
    guard case .transects(let sample, let width, let asked, _, let seed) = part.part else {
      Issue.record("no transects")
      return
    }
    #expect(sample.bearing == .degrees(0))
    #expect(asked == 0.3 && seed == 3)
    #expect(abs(width.meters - 54.72) < 1e-9)
    request.lineBearing = .degrees(90)
    let plan = try SurveyPlan(for: part, request: request)
    #expect(plan.lineBearings.allSatisfy { abs($0.degrees) < 1e-6 || abs($0.degrees - 180) < 1e-6 })
    // Another plan of the same strips, against one of the whole square.
    let savings = try SampleSavings(of: part, against: site, request: request)
    let saved = try #require(savings.ofFlightTime)
    #expect(abs(saved - (1 - savings.part.flightTime.inSeconds / (savings.whole?.flightTime.inSeconds ?? 0))) < 1e-12)
  }

  @Test func settingsAreNamedAsTheirUserGivesThem() {
    let error = FlightPlanningError.takeoffInNoFlyZone(clearance: .meters(5))
    #expect(error.description.hasSuffix("Move it, or give a smaller clearance."))
    let wording = PlanWording { $0 == .takeoff ? "takeoff=" : nil }
    #expect(error.sentence(wording).hasSuffix("Move it with takeoff=, or give a smaller clearance."))
    let limit = PlanLimit(.outside, .warning, "Two metres.", advice: .moveTakeoff)
    #expect(limit.message == "Two metres. Move the take-off point.")
    #expect(limit.message(wording) == "Two metres. Move the take-off point with takeoff=.")
  }
}
