import FieldGeometry
import Quantities

/// A polygon cut along a straight line.
///
/// The rings are walked with the ground on their left; where they leave a side of the line, the walk goes on along the
/// line to where they enter it next (Sutherland and Hodgman, 1974, for pieces that come apart).
enum PolygonCut {
  /// What crosses the line: where along it, and the chain of vertices that begins or ends there.
  private struct Crossing {
    let place: Double
    let point: Vector
    let chain: Int
    let isEntry: Bool
  }

  /// The parts on both sides of a line.
  ///
  /// - Parameters:
  ///   - boundary: the polygon.
  ///   - point: a place on the line, which may be moved by less than a millimetre to pass beside vertices.
  ///   - direction: the unit vector of the line.
  /// - Returns: the parts; nil where the line does not cut the polygon, or only slivers off it.
  static func parts(of boundary: FieldBoundary, at point: Vector, along direction: Vector) -> [FieldBoundary]? {
    let normal = Vector(x: -direction.y, y: direction.x)
    // The ground lies to the left of a ring: holes are walked the other way.
    let rings =
      [boundary.outer.vertices.map(Vector.init)] + boundary.holes.map { $0.vertices.reversed().map(Vector.init) }
    let heights = rings.map { $0.map { normal.dot($0 - point) } }
    let shift = [1e-4, -1e-4, 2.3e-4, -2.3e-4, 4.1e-4, -4.1e-4].first { shift in
      heights.allSatisfy { $0.allSatisfy { abs($0 - shift) > 1e-6 } }
    }
    guard let shift else { return nil }
    let base = point + normal * shift
    let left = side(of: rings, at: base, along: direction)
    let right = side(of: rings, at: base, along: direction * -1)
    guard let left, let right, !left.isEmpty, !right.isEmpty else { return nil }
    let parts = left + right
    let lost = boundary.area.squareMeters - parts.reduce(0) { $0 + $1.area.squareMeters }
    return abs(lost) < 1e-4 * boundary.area.squareMeters ? parts : nil
  }

  /// The parts to the left of a line; nil where rounding spoils one of them.
  private static func side(of rings: [[Vector]], at base: Vector, along direction: Vector) -> [FieldBoundary]? {
    var chains: [[Vector]] = []
    var crossings: [Crossing] = []
    var outlines: [[Vector]] = []
    var holes: [[Vector]] = []
    for (index, ring) in rings.enumerated() {
      let heights = ring.map { direction.cross($0 - base) }
      guard let start = ring.indices.first(where: { heights[$0] < 0 && heights[($0 + 1) % ring.count] > 0 }) else {
        if heights[0] > 0 { if index == 0 { outlines.append(ring) } else { holes.append(ring) } }
        continue
      }
      for step in ring.indices {
        let (here, next) = ((start + step) % ring.count, (start + step + 1) % ring.count)
        if heights[here] > 0 { chains[chains.count - 1].append(ring[here]) }
        guard (heights[here] > 0) != (heights[next] > 0) else { continue }
        let fraction = heights[here] / (heights[here] - heights[next])
        let point = ring[here] + (ring[next] - ring[here]) * fraction
        let isEntry = heights[next] > 0
        if isEntry { chains.append([]) }
        crossings.append(
          Crossing(
            place: direction.dot(point - base),
            point: point,
            chain: chains.count - 1,
            isEntry: isEntry
          )
        )
      }
    }
    crossings.sort { $0.place < $1.place }
    guard let joined = join(chains, crossings) else { return nil }
    outlines += joined
    return boundaries(outlines.map(cleaned), holes: holes)
  }

  /// The chains joined along the line.
  private static func join(_ chains: [[Vector]], _ crossings: [Crossing]) -> [[Vector]]? {
    var entry: [Vector?] = Array(repeating: nil, count: chains.count)
    /// For each chain the one that begins where the ground on the line after it ends, and the place where it leaves.
    var next: [(chain: Int, leaves: Vector)?] = Array(repeating: nil, count: chains.count)
    for pair in stride(from: 0, to: crossings.count - 1, by: 2) {
      let (one, other) = (crossings[pair], crossings[pair + 1])
      guard one.isEntry != other.isEntry else { return nil }
      let (leaving, entering) = one.isEntry ? (other, one) : (one, other)
      next[leaving.chain] = (entering.chain, leaving.point)
      entry[entering.chain] = entering.point
    }
    var rings: [[Vector]] = []
    var used = [Bool](repeating: false, count: chains.count)
    for first in chains.indices where !used[first] {
      var ring: [Vector] = []
      var chain = first
      repeat {
        guard !used[chain], let enters = entry[chain], let step = next[chain] else { return nil }
        used[chain] = true
        ring += [enters] + chains[chain] + [step.leaves]
        chain = step.chain
      } while chain != first
      rings.append(ring)
    }
    return rings
  }

  /// A ring without vertices that nearly coincide and without spikes thinner than two millimetres.
  private static func cleaned(_ ring: [Vector]) -> [Vector] {
    var ring = ring
    var index = 0
    var calm = 0
    while ring.count > 2, calm < ring.count {
      index %= ring.count
      let before = ring[index] - ring[(index + ring.count - 1) % ring.count]
      let after = ring[(index + 1) % ring.count] - ring[index]
      let isSpike =
        before.dot(after) < 0 && abs(before.cross(after)) < 2e-3 * max(before.length, after.length)
      if after.length < 1e-3 || isSpike {
        ring.remove(at: index)
        index = max(0, index - 1)
        calm = 0
      } else {
        index += 1
        calm += 1
      }
    }
    return ring
  }

  private static func boundaries(_ outlines: [[Vector]], holes: [[Vector]]) -> [FieldBoundary]? {
    var parts: [FieldBoundary] = []
    var left = holes
    for outline in outlines where outline.count > 2 {
      guard let outer = try? LinearRing(outline.map(LocalPoint.init)) else { return nil }
      guard outer.area.squareMeters > 0.01 else { continue }
      let inner = left.filter { outer.contains($0[0]) }
      left.removeAll { outer.contains($0[0]) }
      let rings = inner.compactMap { try? LinearRing($0.map(LocalPoint.init)) }
      guard rings.count == inner.count, let part = try? FieldBoundary(outer: outer, holes: rings) else { return nil }
      parts.append(part)
    }
    return parts
  }
}
