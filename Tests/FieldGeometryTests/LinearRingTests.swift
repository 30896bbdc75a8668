import FieldGeometry
import Quantities
import TestSupport
import Testing

@Suite struct LinearRingTests {
  @Test func areaPerimeterAndOrientationDoNotDependOnTheOrder() throws {
    let ring = try LinearRing(rectangle(10, 20, 4, 3))
    let turned = try LinearRing(rectangle(10, 20, 4, 3).reversed())
    #expect(ring.area == .squareMeters(12))
    #expect(turned.area == .squareMeters(12))
    #expect(ring.perimeter == .meters(14))
    #expect(Set(ring.vertices) == Set(turned.vertices))
  }

  @Test func aRepeatedCornerCountsOnce() throws {
    let square = rectangle(0, 0, 1, 1)
    #expect(try LinearRing(square + [square[0]]).vertices.count == 4)
    #expect(try LinearRing([square[0]] + square).vertices.count == 4)
  }

  static let meeting = "cross or touch. Draw it so that its outline never meets itself."

  static let refused: [(pairs: [(Double, Double)], sentence: String)] = {
    var cases: [([(Double, Double)], String)] = []
    cases.append(([(0, 0), (1, 0)], "The ring has only 2 distinct vertices. Give it three or more."))
    cases.append(([(0, 0), (1, 0), (0, 0)], "The ring has only 2 distinct vertices. Give it three or more."))
    cases.append(([(0, 0), (1, 0), (2, 0)], "The ring encloses no area. Draw it around the field."))
    cases.append(([(0, 0), (10, 10), (20, 0), (20, 10), (0, 5)], "The ring's edges 1 and 4 \(meeting)"))
    // A corner on another edge, and a spike.
    cases.append(([(0, 0), (10, 0), (10, 10), (5, 0), (0, 10)], "The ring's edges 1 and 4 \(meeting)"))
    cases.append(([(0, 0), (10, 0), (20, 0), (10, 0), (10, 10)], "The ring's edges 2 and 3 \(meeting)"))
    return cases
  }()

  @Test(arguments: refused)
  func whatIsNoOutlineIsRefused(pairs: [(Double, Double)], sentence: String) {
    #expect {
      try LinearRing(corners(pairs))
    } throws: {
      "\($0)" == sentence
    }
  }

  @Test func aPositionThatIsNoNumberIsRefused() {
    #expect(throws: FieldGeometryError.positionNotFinite) { try LinearRing(corners([(0, 0), (1, 0), (.nan, 1)])) }
  }

  @Test func manyCornersAreCheckedAtOnce() throws {
    let field = RandomField(seed: 1, corners: 4000, radius: 1000)
    #expect(try LinearRing(corners(field.outer.map { ($0.east, $0.north) })).vertices.count == 4000)
  }

  @Test func aPlaceIsInsideOrNot() throws {
    let ring = try LinearRing(corners([(0, 0), (10, 0), (10, 10), (5, 2), (0, 10)]))
    #expect(ring.contains(LocalPoint(east: .meters(1), north: .meters(5))))
    #expect(!ring.contains(LocalPoint(east: .meters(5), north: .meters(5))))
    #expect(!ring.contains(LocalPoint(east: .meters(-1), north: .meters(5))))
  }
}
