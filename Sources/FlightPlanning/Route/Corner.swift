import FieldGeometry

/// A corner of ground that is not flown over, around which a way may turn.
struct Corner: Sendable {
  /// The corner.
  let tip: Vector
  /// The way from the corner to the place that lies one metre off both its edges.
  let away: Vector
  /// The directions from the corner to its neighbours on the ring, as unit vectors.
  let arms: (Vector, Vector)

  /// Whether a way along a direction, a unit vector, can bend around the corner: it leaves both edges on one side.
  ///
  /// No quickest way turns where that is not so. A direction within a tenth of a radian of an edge counts as beside it,
  /// because ways turn a little off the corner.
  func isRounded(along direction: Vector) -> Bool {
    let (first, second) = (direction.cross(arms.0), direction.cross(arms.1))
    return (first > -0.1 && second > -0.1) || (first < 0.1 && second < 0.1)
  }

  /// The corners of a ring that bulge or that are dented.
  static func list(of ring: LinearRing, bulging: Bool) -> [Corner] {
    let vertices = ring.vertices.map(Vector.init)
    return vertices.indices.compactMap { index in
      let tip = vertices[index]
      let before = tip - vertices[(index + vertices.count - 1) % vertices.count]
      let after = vertices[(index + 1) % vertices.count] - tip
      let turn = before.cross(after)
      guard turn != 0, (turn > 0) == bulging else { return nil }
      // The normals to the right of the edges point out of a counter-clockwise ring.
      let side = bulging ? 1.0 : -1.0
      let first = Vector(x: before.y, y: -before.x) * (side / before.length)
      let second = Vector(x: after.y, y: -after.x) * (side / after.length)
      let middle = first + second
      // A sharp tip would be left far behind: twice the distance is enough.
      let scale = 2 / max(middle.dot(middle), 0.5 * middle.length)
      return Corner(
        tip: tip,
        away: middle * scale,
        arms: (before * (-1 / before.length), after * (1 / after.length))
      )
    }
  }
}
