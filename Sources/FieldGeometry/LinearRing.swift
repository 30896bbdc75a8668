public import Quantities

/// A closed outline on the plane that never meets itself, counter-clockwise.
public struct LinearRing: Sendable, Hashable {
  /// The vertices in counter-clockwise order; the last is joined to the first and does not repeat it.
  public let vertices: [LocalPoint]

  /// The enclosed area.
  public let area: Area

  /// Makes a ring from its vertices in either order; a repeated vertex counts once, a last equal to the first too.
  ///
  /// - Throws: `FieldGeometryError` where fewer than three vertices remain, two edges meet, or nothing is enclosed. The
  ///   edge from the first vertex to the second is edge 1.
  public init(_ vertices: [LocalPoint]) throws {
    guard vertices.allSatisfy({ $0.east.meters.isFinite && $0.north.meters.isFinite }) else {
      throw FieldGeometryError.positionNotFinite
    }
    var corners: [Vector] = []
    for corner in vertices.lazy.map(Vector.init) where corners.last != corner { corners.append(corner) }
    while corners.count > 1, corners.first == corners.last { corners.removeLast() }
    let distinct = Set(corners).count
    guard distinct >= 3 else { throw FieldGeometryError.tooFewVertices(count: distinct) }

    guard !Self.isStraight(corners) else { throw FieldGeometryError.noArea(at: LocalPoint(corners[0])) }
    if let (first, second) = EdgeCrossing.first(in: corners) {
      let place = EdgeCrossing.place(
        corners[first],
        corners[(first + 1) % corners.count],
        corners[second],
        corners[(second + 1) % corners.count]
      )
      throw FieldGeometryError.crossingEdges(first: first + 1, second: second + 1, at: LocalPoint(place))
    }
    let twiceArea = Self.twiceSignedArea(corners)
    if twiceArea < 0 { corners.reverse() }
    self.vertices = corners.map(LocalPoint.init)
    area = .squareMeters(abs(twiceArea) / 2)
  }

  /// Whether a position lies inside; on the edge, either.
  public func contains(_ point: LocalPoint) -> Bool { contains(Vector(point)) }

  package func contains(_ point: Vector) -> Bool {
    // Even-odd rule: count the edges that a ray to the east crosses.
    var inside = false
    var previous = Vector(vertices[vertices.count - 1])
    for vertex in vertices {
      let current = Vector(vertex)
      if (current.y > point.y) != (previous.y > point.y) {
        let crossing = previous.x + (point.y - previous.y) / (current.y - previous.y) * (current.x - previous.x)
        if point.x < crossing { inside.toggle() }
      }
      previous = current
    }
    return inside
  }

  /// The length of the outline.
  public var perimeter: Length { edges.reduce(.zero) { $0 + $1.start.distance(to: $1.end) } }

  /// The edges in order; the first runs from the first vertex to the second.
  public var edges: [(start: LocalPoint, end: LocalPoint)] {
    vertices.indices.map { (vertices[$0], vertices[($0 + 1) % vertices.count]) }
  }

  /// Whether all corners lie on a line, which rounding may have thickened by a micrometre.
  static func isStraight(_ corners: [Vector], within width: Double = 1e-6) -> Bool {
    guard let first = corners.first,
      let far = corners.max(by: { ($0 - first).length < ($1 - first).length })
    else { return true }
    let along = far - first
    return corners.allSatisfy { abs(along.cross($0 - first)) <= width * along.length }
  }

  /// Twice the area, positive counter-clockwise (the shoelace formula about the first vertex, against cancellation).
  private static func twiceSignedArea(_ corners: [Vector]) -> Double {
    var sum = 0.0
    for index in 1..<(corners.count - 1) {
      sum += (corners[index] - corners[0]).cross(corners[index + 1] - corners[0])
    }
    return sum
  }
}
