import FieldGeometry

/// The ground over which a path may lead: a polygon less its holes, each edge moved inwards by a hair.
///
/// Two hairs, in fact: places are put `margin` inside the edges, and a leg is refused where it crosses an edge moved by
/// half of that. So a leg along an edge never depends on how a rounding falls.
struct FlightSpace: Sendable {
  /// The rings moved inwards by the margin: where places may lie.
  let rings: [[Vector]]
  /// The corners around which a way may turn.
  private(set) var corners: [Vector]
  private let walls: [Wall]

  /// An edge that no leg crosses.
  private struct Wall {
    let start: Vector
    let end: Vector
    let low: Vector
    let high: Vector
  }

  /// - Parameters:
  ///   - boundary: the polygon.
  ///   - margin: the distance that places keep from its edges, in metres.
  init(_ boundary: FieldBoundary, margin: Double) {
    rings = Self.moved(boundary, by: margin)
    walls = Self.moved(boundary, by: margin / 2).flatMap { ring in
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
    corners = []
    // Where holes nearly touch, a corner may lie in the next one.
    corners =
      (Corner.list(of: boundary.outer, bulging: false) + boundary.holes.flatMap { Corner.list(of: $0, bulging: true) })
      .map { $0.tip + $0.away * margin }.filter(contains)
  }

  /// The rings with each edge moved into the field.
  private static func moved(_ boundary: FieldBoundary, by distance: Double) -> [[Vector]] {
    boundary.rings.enumerated().map { index, ring in
      let vertices = ring.vertices.map(Vector.init)
      // The left of a counter-clockwise outline is inside it, the right of a hole's outside.
      let side = index == 0 ? distance : -distance
      return vertices.indices.map { corner in
        let tip = vertices[corner]
        let before = tip - vertices[(corner + vertices.count - 1) % vertices.count]
        let after = vertices[(corner + 1) % vertices.count] - tip
        let normal =
          Vector(x: -before.y, y: before.x) * (1 / before.length) + Vector(x: -after.y, y: after.x) * (1 / after.length)
        // The mitre of a sharp tip would be long; it stays within four distances.
        return tip + normal * (2 * side / max(normal.dot(normal), 0.5 * normal.length, 1e-6))
      }
    }
  }

  /// Whether a leg between two places inside stays inside.
  func isClear(_ from: Vector, _ to: Vector) -> Bool {
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
      if (third > 0) != (fourth > 0) { return false }
    }
    return true
  }

  /// Whether a place lies inside.
  func contains(_ place: Vector) -> Bool {
    var inside = false
    for wall in walls where (wall.start.y > place.y) != (wall.end.y > place.y) {
      let fraction = (place.y - wall.start.y) / (wall.end.y - wall.start.y)
      if place.x < wall.start.x + fraction * (wall.end.x - wall.start.x) { inside.toggle() }
    }
    return inside
  }

  /// The place inside that is nearest to another; that place itself where it lies inside.
  func nearest(to place: Vector) -> Vector {
    if contains(place) { return place }
    var best: (place: Vector, distance: Double)?
    for ring in rings {
      for index in ring.indices {
        let start = ring[index]
        let along = ring[(index + 1) % ring.count] - start
        let fraction = min(1, max(0, (place - start).dot(along) / max(along.dot(along), 1e-12)))
        let candidate = start + along * fraction
        let distance = (candidate - place).length
        if distance < (best?.distance ?? .infinity), contains(candidate) { best = (candidate, distance) }
      }
    }
    return best?.place ?? place
  }
}
