import FieldGeometry
import FlightPlanning
import Quantities
import TestSupport
import Testing

@Suite struct CoveragePathTests {
  private static func task(_ field: FieldBoundary, start: LocalPoint = .origin, swath: Double = 3) throws
    -> CoverageTask
  {
    try CoverageTask(
      field: field,
      swath: .meters(swath),
      maximumSpeed: .metersPerSecond(3),
      acceleration: .metersPerSecondSquared(1),
      start: start
    )
  }

  /// Few and small fields, since tests are built without optimisation; `Tools/benchmark` has larger ones.
  private static let fields: [(name: String, outer: [(Double, Double)], holes: [[(Double, Double)]])] = [
    ("triangle in a rectangle", [(0, 0), (24, 0), (24, 15), (0, 15)], [[(8, 5), (16, 6), (11, 11)]]),
    ("two swaths", [(0, 0), (6, 0), (6, 6), (0, 6)], []),
    ("bay", [(0, 0), (24, 0), (24, 18), (15, 18), (12, 8), (9, 18), (0, 18)], []),
  ]

  @Test(arguments: fields.indices)
  func aFieldIsCoveredWithoutLeavingItAndTheWayLeadsBack(index: Int) throws {
    let shape = Self.fields[index]
    let field = try FieldBoundary(
      outer: TestFields.ring(shape.outer),
      holes: shape.holes.map { try TestFields.ring($0) }
    )
    let path = CoveragePath(for: try Self.task(field))
    #expect(path.coverage >= 0.999, "\(shape.name)")
    #expect(path.lengthOutside == .zero, "\(shape.name)")
    #expect(path.corners.first == .origin)
    #expect(path.corners.last == .origin)
    // No path is quicker than its swaths flown without a turn.
    #expect(path.cost.inSeconds > field.area.squareMeters * path.coverage / 3 / 3 * 0.9)
    // Each figure follows from the corners.
    let legs = zip(path.corners, path.corners.dropFirst()).map { $0.distance(to: $1).meters }
    #expect(abs(path.length.meters - legs.reduce(0, +)) < 1e-9)
    let cost = legs.reduce(0) { $0 + ($1 < 9 ? 2 * $1.squareRoot() : 6 + ($1 - 9) / 3) }
    #expect(abs(path.cost.inSeconds - cost) < 1e-6)
  }

  @Test func aStartOutsideIsLeftAndReturnedTo() throws {
    let start = LocalPoint(east: .meters(-5), north: .meters(6))
    let path = CoveragePath(for: try Self.task(TestFields.square(12), start: start))
    #expect(path.corners.first == start)
    #expect(path.corners.last == start)
    #expect(path.coverage >= 0.999)
    // Five metres there and five back.
    #expect(abs(path.lengthOutside.meters - 10) < 0.01)
  }

  @Test func aFieldNarrowerThanASwathIsCoveredTheSameWayEachTime() throws {
    let field = try FieldBoundary(outer: TestFields.ring([(0, 0), (14, 0), (14, 2), (0, 2)]))
    let path = CoveragePath(for: try Self.task(field))
    #expect(path.coverage >= 0.999)
    #expect(CoveragePath(for: try Self.task(field)).corners == path.corners)
  }

  @Test func whatCannotBeIsRefused() throws {
    let square = try TestFields.square(100)
    #expect(throws: FlightPlanningError.notPositive(quantity: "swath")) { try Self.task(square, swath: 0) }
    #expect {
      try Self.task(square, swath: 0.1)
    } throws: {
      "\($0)"
        == """
        The plan would have 1000000 squares of a swath, more than the limit of 100000. Ask for a coarser ground \
        sampling distance, or split the field.
        """
    }
  }
}
