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

  /// The outline cut to a rectangle by Sutherland and Hodgman's algorithm (1974); nil where what is left is no ring.
  func clipped(from southWest: Vector, to northEast: Vector) -> LinearRing? {
    var corners = outer.vertices.map(Vector.init)
    let sides: [(normal: Vector, limit: Double)] = [
      (Vector(x: 1, y: 0), southWest.x), (Vector(x: -1, y: 0), -northEast.x),
      (Vector(x: 0, y: 1), southWest.y), (Vector(x: 0, y: -1), -northEast.y),
    ]
    for side in sides {
      var kept: [Vector] = []
      for (index, corner) in corners.enumerated() {
        let before = corners[(index + corners.count - 1) % corners.count]
        let (from, to) = (before.dot(side.normal) - side.limit, corner.dot(side.normal) - side.limit)
        if (from < 0) != (to < 0) { kept.append(before + (corner - before) * (from / (from - to))) }
        if to >= 0 { kept.append(corner) }
      }
      corners = kept
    }
    return try? LinearRing(corners.map(LocalPoint.init))
  }
}
