import FieldGeometry

extension LinearRing {
  /// A rectangle whose sides run north and east.
  static func rectangle(from southWest: Vector, to northEast: Vector) throws -> LinearRing {
    try LinearRing(
      [
        southWest, Vector(x: northEast.x, y: southWest.y), northEast, Vector(x: southWest.x, y: northEast.y),
      ].map(LocalPoint.init)
    )
  }
}

extension FieldBoundary {
  /// Whether a ring lies in the field as a whole, off its holes.
  func holds(_ ring: LinearRing) -> Bool {
    // A field whose hole the ring would be can be built just where the ring is inside and meets nothing.
    (try? FieldBoundary(outer: outer, holes: holes + [ring])) != nil
  }

  /// The outline cut to a rectangle; nil where what is left is no ring.
  func clipped(from southWest: Vector, to northEast: Vector) -> LinearRing? {
    var corners = outer.vertices.map(Vector.init)
    let sides: [(normal: Vector, limit: Double)] = [
      (Vector(x: 1, y: 0), southWest.x), (Vector(x: -1, y: 0), -northEast.x),
      (Vector(x: 0, y: 1), southWest.y), (Vector(x: 0, y: -1), -northEast.y),
    ]
    for side in sides { corners = corners.cut(at: side.normal * side.limit, keeping: side.normal) }
    return try? LinearRing(corners.map(LocalPoint.init))
  }
}

extension [Vector] {
  /// The corners of what of a polygon lies on one side of a line (Sutherland and Hodgman, 1974).
  ///
  /// - Parameters:
  ///   - place: a place on the line.
  ///   - normal: the direction across the line, to the side that is kept.
  /// - Returns: the corners; none where nothing is left.
  func cut(at place: Vector, keeping normal: Vector) -> [Vector] {
    var kept: [Vector] = []
    for (index, corner) in enumerated() {
      let before = self[(index + count - 1) % count]
      let (from, to) = ((before - place).dot(normal), (corner - place).dot(normal))
      if (from < 0) != (to < 0) { kept.append(before + (corner - before) * (from / (from - to))) }
      if to >= 0 { kept.append(corner) }
    }
    return kept
  }
}
