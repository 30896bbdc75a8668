import FieldGeometry
import FlightPlanning
import Quantities
import TestSupport
import Testing

/// The sidelap that is flown, on the ground: between lines of one direction and between cells.
@Suite struct GroundSidelapTests {
  @Test func aSquareHasTheSidelapOfItsGap() throws {
    var request = try TestFields.request()
    request.lineBearing = .zero
    let plan = try TestFields.plan(TestFields.square(200), request)
    let sidelap = try #require(plan.sidelap)
    // Seven gaps share 145.28 m; a picture is 54.72 m wide.
    #expect(abs(sidelap.widestGap.meters - 145.28 / 7) < 1e-6)
    #expect(abs(sidelap.least - (1 - 145.28 / 7 / 54.72)) < 1e-6)
    #expect(abs(sidelap.mean - sidelap.least) < 1e-6)
    #expect(plan.multiplicity.lines == 2)
    #expect(plan.multiplicity.share == 1)
  }

  @Test(arguments: [(0.0, 1), (40, 1), (50, 2), (60, 2), (75, 4), (80, 5)])
  func aSidelapPromisesSoManyLines(percent: Double, lines: Int) throws {
    var request = try TestFields.request()
    request.conditions.sidelap = try Overlap(fraction: percent / 100)
    #expect(try TestFields.plan(TestFields.square(200), request).multiplicity.lines == lines)
  }

  /// A field narrower than a picture has one line, and so no sidelap.
  @Test func oneLineHasNone() throws {
    let strip = try FieldBoundary(outer: TestFields.ring([(0, 0), (300, 0), (300, 30), (0, 30)]))
    let plan = try TestFields.plan(strip, TestFields.request())
    #expect(plan.lines.count == 1)
    #expect(plan.sidelap == nil)
  }

  /// Each place of the interior lies in two pictures of different lines, counted on places and not on the plan's strips.
  @Test(arguments: 1...24)
  func randomFieldsKeepTheSidelap(seed: UInt64) throws {
    let (field, request) = try Self.random(seed)
    let plan = try TestFields.plan(field, request)
    #expect(plan.multiplicity.share >= 0.999)
    #expect(plan.coverage >= 0.999)
    let sidelap = try #require(plan.sidelap)
    #expect(sidelap.least >= request.conditions.sidelap.fraction - 0.02 || plan.strategy.cellCount > 1)
    let half = (along: plan.design.groundLength.meters / 2, across: plan.design.groundWidth.meters / 2)
    let edges = field.rings.flatMap(\.edges)
    var generator = SeededGenerator(seed: seed &+ 77)
    var (inside, seen) = (0, 0)
    for _ in 0..<4000 where inside < 600 {
      let place = Vector(x: .random(in: -250...250, using: &generator), y: .random(in: -250...250, using: &generator))
      guard field.contains(LocalPoint(place)),
        edges.allSatisfy({ place.distance(toSegment: Vector($0.start), Vector($0.end)) > half.across })
      else { continue }
      inside += 1
      let lines = plan.lines.count { line in
        let along = Vector.unit(direction: line.bearing.radians)
        let way = place - Vector(line.start)
        let pictures = Double(line.captureCount - 1) * line.photoDistance.meters
        return abs(way.cross(along)) <= half.across && way.dot(along) >= -half.along
          && way.dot(along) <= pictures + half.along
      }
      if lines >= 2 { seen += 1 }
    }
    #expect(Double(seen) >= 0.998 * Double(inside))
  }

  /// An autopilot calls a waypoint reached within a radius and stops the trigger there.
  @Test(arguments: 1...24)
  func whatAnAutopilotLeavesOutAtTheEndOfALineIsNoPicture(seed: UInt64) throws {
    var (field, request) = try Self.random(seed)
    request.conditions.sidelap = try Overlap(fraction: 0.2)
    request.conditions.frontlap = try Overlap(fraction: [0.1, 0.2, 0.4, 0.7][Int(seed % 4)])
    let plan = try TestFields.plan(field, request)
    #expect(plan.coverage >= 0.999)
    for line in plan.lines {
      let last = Double(line.captureCount - 1) * line.photoDistance.meters
      // A line of one picture that is shorter than the radius takes it at its start.
      #expect(line.captureCount == 1 || line.length.meters - last >= 2 - 1e-6)
      #expect(line.photoDistance.meters <= plan.design.photoDistance.meters + 1e-9)
      #expect(line.photoDistance >= plan.design.captureSpacing.leastPhotoDistance * (1 - 1e-9))
    }
    // Lines whose pictures lie closer together are flown more slowly where the shutter asks for it.
    let interval = try #require(request.drone.camera.shortestInterval)
    for leg in plan.sorties.flatMap(\.legs) {
      guard let line = leg.line else { continue }
      #expect(line.photoDistance / leg.speed >= interval * 0.999_999)
    }
  }

  private static func random(_ seed: UInt64) throws -> (FieldBoundary, SurveyRequest) {
    let field = try TestFields.random(seed: seed, corners: 6 + Int(seed % 7), radius: 230, withHole: seed % 3 == 0)
    let request = try TestFields.request("mavic-3-enterprise")
    return (field, request)
  }
}
