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
    var kept = [Bool](repeating: false, count: ring.count)
    kept[0] = true
    kept[far] = true
    var stretches = [(0, far), (far, ring.count)]
    while let (first, last) = stretches.popLast() {
      let (start, end) = (ring[first], ring[last % ring.count])
      let furthest = (first + 1..<max(first + 1, last)).max { one, other in
        ring[one].distance(toSegment: start, end) < ring[other].distance(toSegment: start, end)
      }
      guard let furthest, ring[furthest].distance(toSegment: start, end) > tolerance else { continue }
      kept[furthest] = true
      stretches += [(first, furthest), (furthest, last)]
    }
    return ring.indices.filter { kept[$0] }.map { ring[$0] }
  }
}
