import FieldGeometry
import Quantities
import Testing

@Suite struct FieldBoundaryTests {
  @Test func aHoleIsNoPartOfTheField() throws {
    let field = try FieldBoundary(
      outer: LinearRing(rectangle(0, 0, 10, 10)),
      holes: [LinearRing(rectangle(2, 2, 3, 3))]
    )
    #expect(field.area == .squareMeters(91))
    #expect(field.contains(LocalPoint(east: .meters(1), north: .meters(1))))
    #expect(!field.contains(LocalPoint(east: .meters(3), north: .meters(3))))
  }

  @Test(arguments: [
    ([(20.0, 20.0)], "Hole 1 is not inside its field. Draw it within the outline, or cut it off the outline."),
    ([(8.0, 8.0)], "Hole 1 is not inside its field. Draw it within the outline, or cut it off the outline."),
    ([(2.0, 2.0), (3.0, 3.0)], "Holes 1 and 2 meet. Draw them as one hole."),
  ])
  func aHoleThatIsNoneIsRefused(places: [(Double, Double)], sentence: String) throws {
    #expect {
      try FieldBoundary(
        outer: LinearRing(rectangle(0, 0, 10, 10)),
        holes: places.map { try LinearRing(rectangle($0.0, $0.1, 3, 3)) }
      )
    } throws: {
      "\($0)" == sentence
    }
  }

  @Test func theHullOfARectangleHasItsWidths() throws {
    let hull = ConvexHull(rectangle(0, 0, 100, 30) + corners([(50, 10), (50, 30)]))
    #expect(hull.vertices.count == 4)
    #expect(abs(hull.minimumWidth.width.meters - 30) < 1e-9)
    #expect(abs(hull.minimumWidth.bearing.degrees.magnitude - 90) < 1e-9)
    #expect(abs(hull.width(acrossLinesAt: .zero).meters - 100) < 1e-9)
  }
}
