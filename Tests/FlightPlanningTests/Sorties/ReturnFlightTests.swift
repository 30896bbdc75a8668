import FieldGeometry
import Quantities
import Testing

@testable import FlightPlanning

@Suite("The way home that a drone takes by itself")
struct ReturnFlightTests {
  private func plan(
    terrain: TestTerrain? = nil,
    takeoff: (east: Double, north: Double)? = nil,
    change: (inout SurveyRequest) -> Void = { _ in }
  ) throws -> SurveyPlan {
    let frame = try TestFields.frame()
    var request = try TestFields.request("mavic-3-enterprise")
    request.takeoff = try takeoff.map {
      try frame.coordinate(of: LocalPoint(east: .meters($0.east), north: .meters($0.north)))
    }
    change(&request)
    return try SurveyPlan(for: [TestFields.square(200)], in: frame, request: request, terrain: terrain)
  }

  @Test("Without terrain it stays 20 m up, over obstacles 10 m more than they are high, and never below the plan")
  func level() throws {
    let usual = try plan()
    #expect(usual.wayHome.needed == .meters(20))
    #expect(usual.wayHome.altitude.meters == max(20, usual.design.altitude.meters).rounded(.up))
    let mast = try plan { $0.conditions.obstacleHeight = .meters(25) }
    #expect(mast.wayHome.needed == .meters(35))
    let low = try plan { $0.returnAltitude = .meters(12) }
    #expect(low.wayHome.altitude == .meters(12))
    #expect(low.limits.contains { $0.kind == .wayHome })
    #expect(!usual.limits.contains { $0.kind == .wayHome })
  }

  @Test("A hill beside the ways of the plan, and between them and the take-off, is cleared by 20 m")
  func hill() throws {
    let terrain = try TestTerrain([(east: 300, north: 60, height: 60, radius: 40)])
    let plan = try plan(terrain: terrain, takeoff: (east: 500, north: 100))
    let home = try #require(plan.wayHome.highestGround)
    #expect(home.meters > 50)
    #expect(plan.wayHome.altitude.meters >= home.meters + 20 - 1e-6)
    #expect(plan.wayHome.farthest.meters > 250)
  }
}
