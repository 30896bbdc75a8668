import FieldGeometry

/// Ground that a path should not lead over, bounded by rings.
struct ForbiddenGround: Sendable {
  private let edges: [(start: Vector, end: Vector)]
  private let isForbidden: @Sendable (Vector) -> Bool

  /// A path on an edge is a path beside the ground: rounding decides on which side of it a place falls.
  private let tolerance: Double

  private static let rounding = 1e-3

  /// Everything but a polygon: what lies beyond its outline and its holes.
  init(outside boundary: FieldBoundary) {
    tolerance = Self.rounding
    edges = boundary.rings.flatMap(\.edges).map { (Vector($0.start), Vector($0.end)) }
    isForbidden = { !boundary.contains($0) }
  }

  /// Everything but some polygons.
  init(outside field: [FieldBoundary]) {
    tolerance = Self.rounding
    edges = field.flatMap(\.rings).flatMap(\.edges).map { (Vector($0.start), Vector($0.end)) }
    isForbidden = { point in !field.contains { $0.contains(point) } }
  }

  /// The holes of some polygons, and zones.
  ///
  /// - Parameters:
  ///   - field: the polygons.
  ///   - zones: the zones.
  ///   - tolerance: how deep, in metres, a path may lead over the ground that still counts as beside it.
  init(holesOf field: [FieldBoundary], zones: [FieldBoundary] = [], tolerance: Double = rounding) {
    self.tolerance = tolerance
    let rings = field.flatMap(\.holes) + zones.flatMap(\.rings)
    edges = rings.flatMap(\.edges).map { (Vector($0.start), Vector($0.end)) }
    isForbidden = { point in
      field.contains { $0.isOverHole(point) } || zones.contains { $0.contains(point) }
    }
  }

  /// The length of a straight way that leads over the ground, in metres.
  func length(from start: Vector, to end: Vector) -> Double {
    let way = end - start
    let length = way.length
    guard length > tolerance else { return 0 }
    var places = [0.0, 1.0]
    for edge in edges {
      guard min(start.x, end.x) - tolerance <= max(edge.start.x, edge.end.x),
        min(edge.start.x, edge.end.x) - tolerance <= max(start.x, end.x),
        min(start.y, end.y) - tolerance <= max(edge.start.y, edge.end.y),
        min(edge.start.y, edge.end.y) - tolerance <= max(start.y, end.y)
      else { continue }
      let first = way.cross(edge.start - start) / length
      let second = way.cross(edge.end - start) / length
      // The places where the edge's ends lie beside the way count too: an edge along the way has no crossing.
      if abs(first) < tolerance { places.append(way.dot(edge.start - start) / (length * length)) }
      if abs(second) < tolerance { places.append(way.dot(edge.end - start) / (length * length)) }
      guard (first > 0) != (second > 0) else { continue }
      let crossing = edge.start + (edge.end - edge.start) * (first / (first - second))
      places.append(way.dot(crossing - start) / (length * length))
    }
    places = places.filter { $0 >= 0 && $0 <= 1 }.sorted()
    var sum = 0.0
    for (from, to) in zip(places, places.dropFirst()) where (to - from) * length > tolerance {
      let middle = start + way * ((from + to) / 2)
      guard isForbidden(middle), !isBesideEdge(middle) else { continue }
      sum += (to - from) * length
    }
    return sum
  }

  private func isBesideEdge(_ point: Vector) -> Bool {
    edges.contains { point.distance(toSegment: $0.start, $0.end) < tolerance }
  }
}
