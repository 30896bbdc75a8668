import FieldGeometry
import Quantities

/// The ground of a field further from every edge than a margin, on narrow strips along a direction.
///
/// Within half a picture of an edge no neighbour is needed on its other side: overlap is asked of the interior.
struct FieldInterior {
  private let sweep: Sweep
  private let offsets: [Double]
  private let step: Double
  /// What lies inside, on each strip.
  let stretches: [[ClosedRange<Double>]]

  /// Finds the interior of a polygon.
  ///
  /// - Parameters:
  ///   - boundary: the polygon.
  ///   - bearing: the direction of the strips; that of the lines errs least.
  ///   - margin: the distance from the edges, in metres.
  init(_ boundary: FieldBoundary, bearing: Angle, margin: Double) {
    let sweep = Sweep(boundary, bearing: bearing)
    self.sweep = sweep
    let extent = sweep.across.upperBound - sweep.across.lowerBound
    let count = min(20_000, max(200, (12 * extent / max(margin, 1e-3)).rounded(.up)))
    let step = extent / count
    self.step = step
    let offsets = (0..<Int(bounded: count)).map { sweep.across.lowerBound + (Double($0) + 0.5) * step }
    self.offsets = offsets
    var near = [[ClosedRange<Double>]](repeating: [], count: offsets.count)
    for edge in boundary.rings.flatMap(\.edges) {
      let (start, end) = (sweep.sweep(Vector(edge.start)), sweep.sweep(Vector(edge.end)))
      let low = min(start.y, end.y) - margin
      let high = max(start.y, end.y) + margin
      for index in Self.indices(from: low, to: high, offsets, step) {
        if let range = Self.capsule(start, end, margin, at: offsets[index]) { near[index].append(range) }
      }
    }
    stretches = zip(sweep.pieces(at: offsets), near).map { pieces, near in
      let near = near.sorted { $0.lowerBound < $1.lowerBound }
      return pieces.flatMap { Self.rest(of: $0, without: near) }
    }
  }

  /// The lengths of the interior and of what at least so many of some convex shapes show of it, both summed over strips.
  func shown(by shapes: [[Vector]], atLeast count: Int) -> (shown: Double, total: Double) {
    // A field narrower than the margin has no interior.
    guard stretches.contains(where: { !$0.isEmpty }) else { return (0, 0) }
    var changes = [[(place: Double, by: Int)]](repeating: [], count: offsets.count)
    for shape in shapes {
      let corners = shape.map(sweep.sweep)
      let (low, high) = (corners.map(\.y).min() ?? 0, corners.map(\.y).max() ?? 0)
      for index in Self.indices(from: low, to: high, offsets, step) where !stretches[index].isEmpty {
        guard let range = ConvexShape.range(of: corners, at: offsets[index]) else { continue }
        changes[index] += [(range.lowerBound, 1), (range.upperBound, -1)]
      }
    }
    var (shown, total) = (0.0, 0.0)
    for (stretches, changes) in zip(stretches, changes) where !stretches.isEmpty {
      total += stretches.reduce(0) { $0 + $1.upperBound - $1.lowerBound }
      var depth = 0
      var since: Double?
      for change in changes.sorted(by: { $0.place < $1.place }) {
        depth += change.by
        if depth >= count {
          since = since ?? change.place
        } else if let start = since {
          for stretch in stretches {
            shown += max(0, min(stretch.upperBound, change.place) - max(stretch.lowerBound, start))
          }
          since = nil
        }
      }
    }
    return (shown, total)
  }

  /// What lies within a margin of a straight edge, on a strip: a rectangle with a half circle at both ends.
  private static func capsule(_ start: Vector, _ end: Vector, _ margin: Double, at offset: Double) -> ClosedRange<
    Double
  >? {
    var (left, right) = (Double.infinity, -Double.infinity)
    for place in [start, end] where abs(place.y - offset) <= margin {
      let half = (margin * margin - (place.y - offset) * (place.y - offset)).squareRoot()
      (left, right) = (min(left, place.x - half), max(right, place.x + half))
    }
    let way = end - start
    if way.length > 0 {
      let side = Vector(x: -way.y, y: way.x) * (margin / way.length)
      if let range = ConvexShape.range(of: [start - side, end - side, end + side, start + side], at: offset) {
        (left, right) = (min(left, range.lowerBound), max(right, range.upperBound))
      }
    }
    return left < right ? left...right : nil
  }

  private static func rest(of piece: ClosedRange<Double>, without near: [ClosedRange<Double>]) -> [ClosedRange<Double>]
  {
    var rest: [ClosedRange<Double>] = []
    var from = piece.lowerBound
    for range in near where range.upperBound > from && range.lowerBound < piece.upperBound {
      if range.lowerBound > from { rest.append(from...range.lowerBound) }
      from = range.upperBound
    }
    if from < piece.upperBound { rest.append(from...piece.upperBound) }
    return rest
  }

  private static func indices(from low: Double, to high: Double, _ offsets: [Double], _ step: Double) -> Range<Int> {
    guard let first = offsets.first else { return 0..<0 }
    let start = max(0, Int(bounded: ((low - first) / step).rounded(.up)))
    return start..<max(start, min(offsets.count, Int(bounded: ((high - first) / step).rounded(.down)) + 1))
  }
}
