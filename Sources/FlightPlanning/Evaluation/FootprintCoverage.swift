import FieldGeometry
import Quantities

/// How much of a field some footprints show, measured on narrow strips.
///
/// On the middle of each strip, what the field has and what a footprint shows are exact stretches.
enum FootprintCoverage {
  /// The part of a field that convex footprints show, from 0 to 1.
  ///
  /// - Parameters:
  ///   - field: the field.
  ///   - footprints: the corners of each footprint, in order around it.
  ///   - direction: the direction of the strips, in radians clockwise from north; that of the lines errs least.
  ///   - width: the width of a footprint, in metres; a strip is at most 1/24 of it.
  /// - Returns: the part; 0 where the field has no area.
  static func share(
    of field: [FieldBoundary],
    footprints: [[Vector]],
    direction: Double,
    width: Double
  ) -> Double {
    var shown = 0.0
    var total = 0.0
    for boundary in field {
      let sweep = Sweep(boundary, bearing: .radians(direction))
      let extent = sweep.across.upperBound - sweep.across.lowerBound
      let count = min(40_000, max(200, (24 * extent / max(width, 1e-3)).rounded(.up)))
      let step = extent / count
      let offsets = (0..<Int(bounded: count)).map { sweep.across.lowerBound + (Double($0) + 0.5) * step }
      let pieces = sweep.pieces(at: offsets)
      let turned = footprints.map { $0.map(sweep.sweep) }
      let stretches = Self.stretches(of: turned, at: offsets, step: step)
      for (pieces, stretches) in zip(pieces, stretches) {
        for piece in pieces {
          total += (piece.upperBound - piece.lowerBound) * step
          shown += Self.length(of: stretches, in: piece) * step
        }
      }
    }
    return total > 0 ? min(1, shown / total) : 0
  }

  /// What footprints show of each strip.
  private static func stretches(
    of footprints: [[Vector]],
    at offsets: [Double],
    step: Double
  ) -> [[ClosedRange<Double>]] {
    var stretches = [[ClosedRange<Double>]](repeating: [], count: offsets.count)
    guard let first = offsets.first else { return stretches }
    for corners in footprints {
      let low = corners.map(\.y).min() ?? 0
      let high = corners.map(\.y).max() ?? 0
      let from = max(0, ((low - first) / step).rounded(.up))
      let to = min(Double(offsets.count - 1), ((high - first) / step).rounded(.down))
      guard from <= to else { continue }
      for index in Int(bounded: from)...Int(bounded: to) {
        if let range = ConvexShape.range(of: corners, at: offsets[index]) { stretches[index].append(range) }
      }
    }
    return stretches
  }

  /// The length of a piece that overlapping stretches show.
  private static func length(of stretches: [ClosedRange<Double>], in piece: ClosedRange<Double>) -> Double {
    var sum = 0.0
    var end = piece.lowerBound
    for stretch in stretches.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      let from = max(end, stretch.lowerBound)
      let to = min(piece.upperBound, stretch.upperBound)
      if from < to {
        sum += to - from
        end = to
      }
    }
    return sum
  }
}
