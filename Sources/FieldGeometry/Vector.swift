import Quantities

/// A pair of metres for the arithmetic inside the package; what callers see is `LocalPoint`.
package struct Vector: Sendable, Hashable {
  package var x: Double
  package var y: Double

  package init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }

  package init(_ point: LocalPoint) {
    x = point.east.meters
    y = point.north.meters
  }

  package static func + (lhs: Vector, rhs: Vector) -> Vector { Vector(x: lhs.x + rhs.x, y: lhs.y + rhs.y) }
  package static func - (lhs: Vector, rhs: Vector) -> Vector { Vector(x: lhs.x - rhs.x, y: lhs.y - rhs.y) }
  package static func * (lhs: Vector, rhs: Double) -> Vector { Vector(x: lhs.x * rhs, y: lhs.y * rhs) }

  package func dot(_ other: Vector) -> Double { x * other.x + y * other.y }
  package func cross(_ other: Vector) -> Double { x * other.y - y * other.x }
  package var length: Double { (x * x + y * y).squareRoot() }

  /// The distance to the nearest point of a segment.
  package func distance(toSegment start: Vector, _ end: Vector) -> Double {
    let along = end - start
    let squared = along.dot(along)
    guard squared > 0 else { return (self - start).length }
    let fraction = min(1, max(0, (self - start).dot(along) / squared))
    return (self - (start + along * fraction)).length
  }
}

extension LocalPoint {
  package init(_ vector: Vector) { self.init(east: .meters(vector.x), north: .meters(vector.y)) }
}
