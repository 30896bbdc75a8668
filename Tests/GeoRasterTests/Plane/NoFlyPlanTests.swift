import FieldGeometry
import FlightPlanning
import GeoRaster
import Quantities
import TestSupport
import Testing

@Suite struct NoFlyPlanTests {
  /// A random field with random zones in it, across its edge, and around it.
  struct Scene {
    let field: FieldBoundary
    let polygons: [[PlaneFixture.Pair]]
    let line: [PlaneFixture.Pair]
    let place: PlaneFixture.Pair
    let clearance: Double

    init(seed: UInt64) throws {
      var generator = SeededGenerator(seed: seed)
      func random(_ range: ClosedRange<Double>) -> Double { .random(in: range, using: &generator) }
      let shape = RandomField(seed: seed, corners: 12, radius: 150)
      field = try PlaneFixture.boundary(shape.outer, holes: seed % 2 == 0 ? [shape.hole] : [])
      polygons = (UInt64(0)..<4).map { index in
        let zone = RandomField(seed: seed * 10 + index, corners: 7, radius: random(8...35)).outer
        let (east, north) = (random(-170...170), random(-170...170))
        return zone.map { ($0.east + east, $0.north + north) }
      }
      let start: PlaneFixture.Pair = (random(-200...200), random(-200...200))
      line = [start, (start.east + random(-60...60), start.north + random(-60...60))]
      place = (random(-150...150), random(-150...150))
      clearance = random(1...12)
    }

    /// The distance of a straight way to the nearest zone; zero where it touches one.
    func distance(from start: Vector, to end: Vector) -> Double {
      func vector(_ pair: PlaneFixture.Pair) -> Vector { Vector(x: pair.east, y: pair.north) }
      let rings = polygons.map { polygon in
        polygon.indices.map { (vector(polygon[$0]), vector(polygon[($0 + 1) % polygon.count])) }
      }
      let edges = rings.joined() + [(vector(line[0]), vector(line[1])), (vector(place), vector(place))]
      if rings.contains(where: { isInside(start, $0) }) { return 0 }
      return edges.map { edge -> Double in
        let way = end - start
        let (first, second) = (way.cross(edge.0 - start), way.cross(edge.1 - start))
        let along = edge.1 - edge.0
        let (third, fourth) = (along.cross(start - edge.0), along.cross(end - edge.0))
        if (first > 0) != (second > 0), (third > 0) != (fourth > 0) { return 0 }
        return min(
          edge.0.distance(toSegment: start, end),
          edge.1.distance(toSegment: start, end),
          start.distance(toSegment: edge.0, edge.1),
          end.distance(toSegment: edge.0, edge.1)
        )
      }.min() ?? .infinity
    }

    private func isInside(_ place: Vector, _ ring: [(Vector, Vector)]) -> Bool {
      ring.count { start, end in
        (start.y > place.y) != (end.y > place.y)
          && place.x < start.x + (place.y - start.y) / (end.y - start.y) * (end.x - start.x)
      } % 2 == 1
    }
  }

  /// In scenes 54 and 84 turnarounds end beyond the outline, with a zone between them.
  @Test(arguments: [1, 2, 3, 4, 5, 6, 54, 84])
  func noLegComesNearerThanTheClearance(seed: UInt64) throws {
    let scene = try Scene(seed: seed)
    let zones = try NoFlyGround(
      PlaneFixture.shapes(polygons: scene.polygons, lines: [scene.line], points: [scene.place]),
      in: PlaneFixture.frame(),
      clearance: .meters(scene.clearance),
      file: "zones"
    )
    var request = try PlaneFixture.request(centimeters: 0.5)
    request.turnaround = .meters(seed % 3 == 0 ? 8 : 0)
    request.takeoff = try PlaneFixture.positions([(-300, -300)])[0]
    let site = try SurveySite([scene.field], in: PlaneFixture.frame()).keepingOff(zones)
    let plan = try SurveyPlan(for: site, request: request)

    for path in plan.sorties.flatMap(\.legs).map(\.path) {
      for (start, end) in zip(path, path.dropFirst()) {
        let distance = scene.distance(from: Vector(start), to: Vector(end))
        #expect(distance >= scene.clearance - 0.01)
      }
    }
    #expect(plan.lengthOverHoles.meters < 0.05)
    #expect(plan.coverage >= 0.995)

    // What is left is not less than it must be, and the pictures show it.
    let half = (along: plan.design.groundLength.meters / 2, across: plan.design.groundWidth.meters / 2)
    var generator = SeededGenerator(seed: seed + 100)
    var (free, shown) = (0, 0)
    for _ in 0..<600 {
      let place = Vector(
        x: .random(in: -150...150, using: &generator),
        y: .random(in: -150...150, using: &generator)
      )
      guard scene.field.contains(LocalPoint(place)),
        scene.distance(from: place, to: place) > scene.clearance * 1.06 + 0.2
      else { continue }
      free += 1
      let isShown = plan.lines.contains { line in
        let direction = Vector.unit(direction: line.bearing.radians)
        return line.captures.contains { capture in
          let way = place - Vector(capture)
          return abs(way.dot(direction)) <= half.along + 0.02 && abs(way.cross(direction)) <= half.across + 0.02
        }
      }
      if isShown { shown += 1 }
    }
    #expect(free > 100)
    #expect(Double(shown) >= 0.995 * Double(free))
  }
}
