import FieldGeometry
import FlightPlanning
import Foundation
import Quantities
import Testing

/// Outlines of thousands of vertices, as receivers log them and programs trace them from rasters.
@Suite struct OutlineSimplificationTests {
  private static func circle(_ vertices: Int, radius: Double) throws -> LinearRing {
    try TestFields.ring(
      (0..<vertices).map { index in
        let turn = 2 * Double.pi * Double(index) / Double(vertices)
        return (east: radius * sin(turn), north: radius * cos(turn))
      }
    )
  }

  @Test func aFieldThatSomebodyDrewStays() throws {
    #expect(OutlineSimplification([try TestFields.square(200)], most: .meters(5)) == nil)
    let field = try FieldBoundary(outer: Self.circle(OutlineSimplification.mostVertices, radius: 200))
    #expect(OutlineSimplification([field], most: .meters(5)) == nil)
  }

  @Test(arguments: [5000, 50_000])
  func aCircleOfManyVerticesIsMovedByNoMoreThanTold(vertices: Int) throws {
    let field = try FieldBoundary(outer: Self.circle(vertices, radius: 200), holes: [Self.circle(2000, radius: 40)])
    let simplified = try #require(OutlineSimplification([field], most: .meters(5)))
    #expect(simplified.verticesBefore == vertices + 2000)
    #expect(simplified.vertices <= OutlineSimplification.mostVertices)
    #expect(simplified.vertices == simplified.polygons[0].rings.reduce(0) { $0 + $1.vertices.count })
    let left = simplified.polygons[0].rings.flatMap(\.edges)
    for vertex in field.rings.flatMap(\.vertices).enumerated() where vertex.offset % 97 == 0 {
      let off =
        left.map { Vector(vertex.element).distance(toSegment: Vector($0.start), Vector($0.end)) }.min() ?? .infinity
      #expect(off <= simplified.tolerance.meters)
    }
    let change = (simplified.polygons[0].area.squareMeters / field.area.squareMeters) - 1
    #expect(abs(change) < 0.001)
  }

  /// Spikes as deep as a field are no noise: nothing is moved further than asked.
  @Test func nothingIsMovedFurtherThanAsked() throws {
    let corners = (0..<2000).map { index in
      let (turn, radius) = (2 * Double.pi * Double(index) / 2000, index % 2 == 0 ? 200.0 : 150)
      return (east: radius * sin(turn), north: radius * cos(turn))
    }
    let field = try FieldBoundary(outer: TestFields.ring(corners))
    let simplified = try #require(OutlineSimplification([field], most: .meters(5)))
    #expect(simplified.tolerance.meters <= 5)
    let left = simplified.polygons[0].outer.edges
    for vertex in field.outer.vertices.enumerated() where vertex.offset % 37 == 0 {
      let off =
        left.map { Vector(vertex.element).distance(toSegment: Vector($0.start), Vector($0.end)) }.min() ?? .infinity
      #expect(off <= 5)
    }
  }

  @Test func aFieldOfManyVerticesIsPlanned() throws {
    let field = try FieldBoundary(outer: Self.circle(5000, radius: 120))
    let frame = try TestFields.frame()
    let simplified = try #require(OutlineSimplification([field], most: .meters(5)))
    let site = SurveySite([field], in: frame).over(simplified)
    #expect(try SurveyPlan(for: site, request: TestFields.request()).coverage >= 0.999)
  }
}
