import FieldGeometry

/// A corner of ground that is not flown over, around which a way may turn.
struct Corner: Sendable {
  /// The corner.
  let tip: Vector
  /// The way from the corner to the place that lies one metre off both its edges.
  let away: Vector
  /// The directions from the corner to its neighbours on the ring, as unit vectors.
  let arms: (Vector, Vector)
  /// The length of the shorter of the edges at the corner, in metres.
  let shorterEdge: Double

  /// Whether a way along a direction, a unit vector, can bend around the corner: it leaves both edges on one side.
  ///
  /// No quickest way turns where that is not so.
  ///
  /// - Parameters:
  ///   - direction: the direction of the way, to the corner or from it.
  ///   - slack: the sine of the angle by which an edge may lie on the other side, since ways turn a little off the corner.
  /// - Returns: whether it can.
  func isRounded(along direction: Vector, slack: Double) -> Bool {
    let (first, second) = (direction.cross(arms.0), direction.cross(arms.1))
    return (first > -slack && second > -slack) || (first < slack && second < slack)
  }

  /// Whether a way to or from the corner can go on around it, at a distance of the clearance.
  func isRounded(along way: Vector, clearance: Double) -> Bool {
    let length = way.length
    let slack = 0.01 + 2.5 * clearance / min(length, shorterEdge)
    return slack > 0.7 || isRounded(along: way * (1 / length), slack: slack)
  }

  /// The corners of a ring that bulge or that are dented.
  ///
  /// - Parameters:
  ///   - ring: the ring.
  ///   - bulging: whether those that bulge are wanted, or those that are dented.
  ///   - tolerance: how far vertices may lie from what remains without them, in metres.
  /// - Returns: the corners.
  static func list(of ring: LinearRing, bulging: Bool, tolerance: Double = 0) -> [Corner] {
    let all = ring.vertices.map(Vector.init)
    let vertices = tolerance > 0 ? OutlineThinning.thinned(all, tolerance: tolerance) : all
    guard vertices.count > 2 else { return [] }
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
        arms: (before * (-1 / before.length), after * (1 / after.length)),
        shorterEdge: min(before.length, after.length)
      )
    }
  }
}
