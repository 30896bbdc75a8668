import FieldGeometry
@testable import FlightPlanning
import Testing

@Suite struct CoverageMeasureTests {
  private static func path(_ pairs: [(Double, Double)]) -> [Vector] { pairs.map { Vector(x: $0.0, y: $0.1) } }

  @Test func aLegAcrossASquareCoversItsRectangle() throws {
    let measure = CoverageMeasure(try TestFields.square(100), swath: 3)
    #expect(abs(measure.coverage(of: Self.path([(0, 50), (100, 50)])) - 0.03) < 1e-5)
    // Half of it lies beyond the edge.
    #expect(abs(measure.coverage(of: Self.path([(0, 0), (100, 0)])) - 0.015) < 1e-5)
    // What two legs cover counts once.
    #expect(abs(measure.coverage(of: Self.path([(0, 50), (100, 50), (0, 50)])) - 0.03) < 1e-5)
  }

  @Test func holesAreNoPartOfTheField() throws {
    let field = try FieldBoundary(
      outer: TestFields.ring([(0, 0), (100, 0), (100, 100), (0, 100)]),
      holes: [TestFields.ring([(40, 40), (60, 40), (60, 60), (40, 60)])]
    )
    let share = CoverageMeasure(field, swath: 4).coverage(of: Self.path([(0, 50), (100, 50)]))
    #expect(abs(share - 4 * 80 / 9600) < 1e-5)
  }

  @Test func samplesAgreeWithStrips() throws {
    let field = try TestFields.random(seed: 5, radius: 50)
    let path = Self.path([(-30, -20), (25, 11), (3, -31), (-20, 17), (-30, -20)])
    var grid = SampleGrid(field, swath: 3, along: Vector(x: 0.8, y: 0.6), fineness: 24, most: 1e6, seed: 1)
    for (from, to) in zip(path, path.dropFirst()) { grid.add(from, to) }
    let strips = CoverageMeasure(field, swath: 3).coverage(of: path)
    #expect(abs(1 - Double(grid.uncovered) / Double(grid.total) - strips) < 2e-3)
    // A leg in the place of another counts as if the other had never been.
    let before = grid.uncovered
    grid.exchange((path[1], path[2]), for: (path[1], Vector(x: 4, y: -29)))
    grid.exchange((path[1], Vector(x: 4, y: -29)), for: (path[1], path[2]))
    #expect(grid.uncovered == before)
    for (from, to) in zip(path, path.dropFirst()) { grid.remove(from, to) }
    #expect(grid.uncovered == grid.total)
  }
}
