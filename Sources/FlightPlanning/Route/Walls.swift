import FieldGeometry

/// Edges that no way crosses, each moved sideways by a hair, so that a way along an edge does not depend on rounding.
final class Walls: Sendable {
  private let walls: [Wall]
  /// Where they lie; nil where they are too few to be worth it.
  private let grid: SegmentGrid?

  /// From how many on they are sorted into cells.
  private static let many = 64

  private struct Wall {
    let start: Vector
    let end: Vector
    let low: Vector
    let high: Vector

    /// Whether a way crosses it, whose least and greatest places are at hand.
    func isCrossed(from: Vector, to: Vector, way: Vector, low lowest: Vector, high highest: Vector) -> Bool {
      guard low.x <= highest.x, lowest.x <= high.x, low.y <= highest.y, lowest.y <= high.y else { return false }
      let first = way.x * (start.y - from.y) - way.y * (start.x - from.x)
      let second = way.x * (end.y - from.y) - way.y * (end.x - from.x)
      guard (first > 0) != (second > 0) else { return false }
      let alongX = end.x - start.x
      let alongY = end.y - start.y
      let third = alongX * (from.y - start.y) - alongY * (from.x - start.x)
      let fourth = alongX * (to.y - start.y) - alongY * (to.x - start.x)
      return (third > 0) != (fourth > 0)
    }
  }

  /// The rings of a polygon, or of holes alone, moved into the free ground.
  ///
  /// - Parameters:
  ///   - outlines: the rings inside which ground is free.
  ///   - holes: the rings outside of which ground is free.
  ///   - distance: how far into the free ground each edge is moved, in metres; below zero, out of it.
  init(outlines: [LinearRing], holes: [LinearRing], movedBy distance: Double) {
    let rings = outlines.map { Walls.moved($0, by: distance) } + holes.map { Walls.moved($0, by: -distance) }
    walls = rings.flatMap { ring in
      ring.indices.map { index in
        let start = ring[index]
        let end = ring[(index + 1) % ring.count]
        return Wall(
          start: start,
          end: end,
          low: Vector(x: min(start.x, end.x), y: min(start.y, end.y)),
          high: Vector(x: max(start.x, end.x), y: max(start.y, end.y))
        )
      }
    }
    grid = walls.count < Walls.many ? nil : SegmentGrid(walls.map { ($0.start, $0.end) })
  }

  /// The corners of a ring with each edge moved to its left, the inside of a counter-clockwise ring.
  static func moved(_ ring: LinearRing, by distance: Double) -> [Vector] {
    let vertices = ring.vertices.map(Vector.init)
    return vertices.indices.map { corner in
      let tip = vertices[corner]
      let before = tip - vertices[(corner + vertices.count - 1) % vertices.count]
      let after = vertices[(corner + 1) % vertices.count] - tip
      let normal =
        Vector(x: -before.y, y: before.x) * (1 / before.length) + Vector(x: -after.y, y: after.x) * (1 / after.length)
      // The mitre of a sharp tip would be long; it stays within four distances.
      return tip + normal * (2 * distance / max(normal.dot(normal), 0.5 * normal.length, 1e-6))
    }
  }

  /// Whether a straight way crosses one of them.
  func areCrossed(from: Vector, to: Vector) -> Bool {
    let low = Vector(x: min(from.x, to.x), y: min(from.y, to.y))
    let high = Vector(x: max(from.x, to.x), y: max(from.y, to.y))
    let way = to - from
    if let grid {
      return grid.contains(from: from, to: to) {
        walls[$0].isCrossed(from: from, to: to, way: way, low: low, high: high)
      }
    }
    return walls.contains { $0.isCrossed(from: from, to: to, way: way, low: low, high: high) }
  }

  /// Whether a place lies inside an outline and outside of the holes.
  func enclose(_ place: Vector) -> Bool {
    var inside = false
    for wall in walls where (wall.start.y > place.y) != (wall.end.y > place.y) {
      let fraction = (place.y - wall.start.y) / (wall.end.y - wall.start.y)
      if place.x < wall.start.x + fraction * (wall.end.x - wall.start.x) { inside.toggle() }
    }
    return inside
  }
}
