import FieldGeometry

/// A ring with fewer vertices, none further from it than a tolerance (Douglas and Peucker, 1973).
enum OutlineThinning {
  /// Thins a ring.
  ///
  /// - Parameters:
  ///   - ring: the vertices; the last is joined to the first.
  ///   - tolerance: the distance in metres that a vertex left out may lie from what remains.
  /// - Returns: the vertices that remain, in their order.
  static func thinned(_ ring: [Vector], tolerance: Double) -> [Vector] {
    guard ring.count > 3, let far = ring.indices.max(by: { (ring[$0] - ring[0]).length < (ring[$1] - ring[0]).length })
    else { return ring }
    // The place furthest from the first stays: without it the ring would be one chord of no length.
    return [Array(ring[...far]), ring[far...] + [ring[0]]].flatMap { half in
      ChordThinning.thinned(half.count, tolerance: tolerance) { half[$0].distance(toSegment: half[$1], half[$2]) }
        .kept.dropLast().map { half[$0] }
    }
  }
}
