import FieldGeometry

/// Edges that no way crosses, each moved sideways by a hair, so that a way along an edge does not depend on rounding.
struct Walls: Sendable {
  private let walls: [Wall]

  private struct Wall {
    let start: Vector
    let end: Vector
    let low: Vector
    let high: Vector
  }

  /// The rings of a polygon, or of holes alone, moved into the free ground.
  ///
  /// - Parameters:
  ///   - outlines: the rings inside which ground is free.
  ///   - holes: the rings outside of which ground is free.
  ///   - distance: how far into the free ground each edge is moved, in metres; below zero, out of it.
  init(outlines: [LinearRing], holes: [LinearRing], movedBy distance: Double) {
    let rings =
      outlines.map { Self.moved($0, by: distance) } + holes.map { Self.moved($0, by: -distance) }
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
    let lowX = min(from.x, to.x)
    let highX = max(from.x, to.x)
    let lowY = min(from.y, to.y)
    let highY = max(from.y, to.y)
    let wayX = to.x - from.x
    let wayY = to.y - from.y
    for wall in walls
    where wall.low.x <= highX && lowX <= wall.high.x && wall.low.y <= highY && lowY <= wall.high.y {
      let first = wayX * (wall.start.y - from.y) - wayY * (wall.start.x - from.x)
      let second = wayX * (wall.end.y - from.y) - wayY * (wall.end.x - from.x)
      guard (first > 0) != (second > 0) else { continue }
      let alongX = wall.end.x - wall.start.x
      let alongY = wall.end.y - wall.start.y
      let third = alongX * (from.y - wall.start.y) - alongY * (from.x - wall.start.x)
      let fourth = alongX * (to.y - wall.start.y) - alongY * (to.x - wall.start.x)
      if (third > 0) != (fourth > 0) { return true }
    }
    return false
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
