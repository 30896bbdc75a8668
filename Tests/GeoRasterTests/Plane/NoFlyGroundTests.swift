import FieldGeometry
import FlightPlanning
import GeoRaster
import Quantities
import Testing

@Suite struct NoFlyGroundTests {
  static func ground(_ shapes: GeoShapes, clearance: Double) throws -> NoFlyGround {
    try NoFlyGround(shapes, in: PlaneFixture.frame(), clearance: .meters(clearance), file: "zones")
  }

  static func area(_ boundaries: [FieldBoundary]) -> Double { boundaries.reduce(0) { $0 + $1.area.squareMeters } }

  @Test func aSquareZoneIsWidenedFromOutside() throws {
    let zones = try Self.ground(
      PlaneFixture.shapes(polygons: [PlaneFixture.rectangle(40, 40, 60, 60)]),
      clearance: 5
    ).zones
    #expect(abs(Self.area(zones.zones) - 400) < 1e-3)
    // 20 by 20 m with 5 m around it: 400 + 4 · 20 · 5 + π · 25; at most a twentieth of 5 m and a half per cent more.
    #expect(Self.area(zones.keepOut) >= 878.54)
    #expect(Self.area(zones.keepOut) < 400 + 80 * 5.28 + 3.1416 * 5.28 * 5.28)
  }

  @Test func linesAndPlacesAreKeptOff() throws {
    let zones = try Self.ground(
      PlaneFixture.shapes(lines: [[(0, 0), (100, 0)]], points: [(0, 200)]),
      clearance: 10
    ).zones
    #expect(zones.keepOut.count == 2)
    #expect(Self.area(zones.keepOut) >= 2000 + 2 * 3.14159 * 100)
    #expect(Self.area(zones.keepOut) < (2000 + 2 * 3.14159 * 100) * 1.08)
    // The fence stands half the clearance off.
    #expect(Self.area(zones.zones) < Self.area(zones.keepOut) / 1.9)
  }

  @Test func aFieldIsCutWhereverAZoneLies() throws {
    let field = try PlaneFixture.boundary(PlaneFixture.rectangle(0, 0, 100, 100))
    func left(_ zone: [PlaneFixture.Pair]) throws -> [FieldBoundary] {
      try Self.ground(PlaneFixture.shapes(polygons: [zone]), clearance: 0).ground(of: field)
    }
    let inside = try left(PlaneFixture.rectangle(40, 40, 60, 60))
    #expect(inside.count == 1 && inside[0].holes.count == 1)
    #expect(abs(Self.area(inside) - 9600) < 1e-3)
    let atTheEdge = try left(PlaneFixture.rectangle(90, 40, 120, 60))
    #expect(atTheEdge.count == 1 && atTheEdge[0].holes.isEmpty)
    #expect(abs(Self.area(atTheEdge) - 9800) < 1e-3)
    let across = try left(PlaneFixture.rectangle(-10, 40, 120, 60))
    #expect(across.map { ($0.area.squareMeters / 10).rounded() * 10 } == [4000, 4000])
    #expect(try left(PlaneFixture.rectangle(200, 0, 300, 100)) == [field])
    #expect(try left(PlaneFixture.rectangle(-1, -1, 101, 101)).isEmpty)
  }

  @Test func aZoneThatTouchesTheEdgeInOnePlaceIsCutToo() throws {
    let field = try PlaneFixture.boundary(PlaneFixture.rectangle(0, 0, 100, 100))
    let diamond: [PlaneFixture.Pair] = [(50, 0), (60, 20), (50, 40), (40, 20)]
    let left = try Self.ground(PlaneFixture.shapes(polygons: [diamond]), clearance: 0).ground(of: field)
    #expect(abs(Self.area(left) - 9600) < 1.5)
  }

  @Test func aZoneThatCrossesItselfCountsWhole() throws {
    let bowTie: [PlaneFixture.Pair] = [(0, 0), (20, 20), (20, 0), (0, 20)]
    let zones = try Self.ground(PlaneFixture.shapes(polygons: [bowTie]), clearance: 2).zones
    for place in [(3.0, 10.0), (17.0, 10.0)] {
      #expect(zones.keepOut.contains { $0.contains(PlaneFixture.point(place)) })
    }
  }

  @Test func zonesThatOverlapAreOne() throws {
    let zones = try Self.ground(
      PlaneFixture.shapes(polygons: [PlaneFixture.rectangle(0, 0, 20, 20), PlaneFixture.rectangle(10, 10, 30, 30)]),
      clearance: 1
    ).zones
    #expect(abs(Self.area(zones.zones) - 700) < 1e-3)
    #expect(zones.keepOut.count == 1 && zones.keepOut[0].holes.isEmpty)
  }

  @Test func zonesFarAwayAreLeftOut() throws {
    let ground = try Self.ground(
      PlaneFixture.shapes(
        polygons: [PlaneFixture.rectangle(0, 0, 10, 10), PlaneFixture.rectangle(40_000, 0, 40_010, 10)]
      ),
      clearance: 5
    )
    #expect(ground.remoteCount == 1)
    #expect(ground.shapeCount == 1)
    #expect(ground.zones.zones.count == 1)
  }

  @Test func whatIsNoZoneIsRefused() throws {
    #expect {
      try Self.ground(PlaneFixture.shapes(lines: [[(0, 0), (100, 0)]]), clearance: 0)
    } throws: {
      "\($0)".hasSuffix(
        "its lines or points have no area. Give a distance to keep from them with --clearance, as in 5m."
      )
    }
    #expect(throws: GeoRasterError.noZone(path: "zones")) { try Self.ground(GeoShapes(), clearance: 5) }
  }

  @Test func overlapsAreCutOffOnce() throws {
    let polygons = try [
      PlaneFixture.rectangle(0, 0, 100, 10), PlaneFixture.rectangle(100, 0, 200, 10),
      PlaneFixture.rectangle(50, 0, 60, 40),
    ].map { try PlaneFixture.boundary($0) }
    let pieces = try PlaneOverlay().withoutOverlaps(polygons)
    #expect(pieces.map { $0.map { $0.area.squareMeters.rounded() } } == [[1000], [1000], [300]])
    #expect(pieces[0] == [polygons[0]])
  }

  @Test func stripsAreCutToTheField() throws {
    let field = try [PlaneFixture.rectangle(0, 0, 100, 10), PlaneFixture.rectangle(0, 20, 100, 30)]
      .map { try PlaneFixture.boundary($0) }
    let strips = try [PlaneFixture.rectangle(10, -5, 20, 50), PlaneFixture.rectangle(95, -5, 105, 50)]
      .map { try PlaneFixture.boundary($0) }
    let pieces = try PlaneOverlay().pieces(of: field, in: strips)
    #expect(pieces.map { $0.area.squareMeters.rounded() } == [100, 100, 50, 50])
  }
}
