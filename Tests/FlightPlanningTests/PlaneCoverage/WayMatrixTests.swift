import FieldGeometry
@testable import FlightPlanning
import Testing

@Suite struct WayMatrixTests {
  @Test func aWayTurnsAtTheCornersOfAHole() throws {
    let field = try FieldBoundary(
      outer: TestFields.ring([(0, 0), (100, 0), (100, 100), (0, 100)]),
      holes: [TestFields.ring([(40, 20), (60, 20), (60, 90), (40, 90)])]
    )
    let space = FlightSpace(field, margin: 0.002)
    let times = LegTimes(speed: 3, acceleration: 1)
    let places = [Vector(x: 30, y: 50), Vector(x: 70, y: 50), Vector(x: 30, y: 80)]
    let ways = WayMatrix(places, in: space, times: times)
    #expect(ways.time(0, 2) == times.seconds(30))
    // Below the hole: 31.62 m, 20 m and 31.62 m, each with its stops.
    let slanted = (10.0 * 10 + 30 * 30).squareRoot()
    #expect(abs(ways.time(0, 1) - (2 * times.seconds(slanted) + times.seconds(20))) < 0.01)
    #expect(ways.time(0, 1) == ways.time(1, 0))
    let corners = ways.corners(from: 0, to: 1)
    #expect(corners.count == 2)
    #expect(corners.allSatisfy { abs($0.y - 20) < 0.01 })
    #expect(!space.isClear(places[0], places[1]))
    #expect(space.isClear(places[0], corners[0]))
  }

  @Test func aPlaceOutsideGoesToTheNearestInside() throws {
    let space = FlightSpace(try TestFields.square(100), margin: 0.002)
    let nearest = space.nearest(to: Vector(x: -10, y: 40))
    #expect(abs(nearest.x - 0.002) < 1e-9)
    #expect(abs(nearest.y - 40) < 1e-9)
    #expect(space.nearest(to: Vector(x: 3, y: 4)) == Vector(x: 3, y: 4))
  }
}
