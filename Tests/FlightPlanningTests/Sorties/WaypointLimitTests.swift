import FlightPlanning
import Quantities
import Testing

/// Sorties of no more points than an autopilot takes.
@Suite struct WaypointLimitTests {
  @Test(arguments: [8, 12, 20])
  func noSortieHasMorePoints(most: Int) throws {
    var request = try TestFields.request()
    let whole = try TestFields.plan(TestFields.square(300), request)
    #expect(whole.sorties.map(\.waypointCount).max() ?? 0 > most)
    request.mostWaypoints = most
    let plan = try TestFields.plan(TestFields.square(300), request)
    #expect(plan.sorties.map(\.waypointCount).max() ?? 0 <= most)
    #expect(plan.imageCount == whole.imageCount)
    #expect(plan.sorties.count > whole.sorties.count)
    #expect(!plan.limits.contains { $0.kind == .field })
  }

  @Test func aDroneKeepsToItsOwnLimit() throws {
    let plan = try TestFields.plan(TestFields.square(300), TestFields.request("potensic-atom"))
    #expect(plan.sorties.map(\.waypointCount).max() ?? 0 <= 30)
    #expect(plan.sorties.count > 1)
  }

  @Test func tooFewPointsAreRefused() throws {
    var request = try TestFields.request()
    request.mostWaypoints = 3
    #expect(throws: FlightPlanningError.self) { try TestFields.plan(TestFields.square(100), request) }
  }
}
