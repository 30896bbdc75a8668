import FieldGeometry
import Quantities

/// How much of a field the pictures of some rows show, measured on narrow strips along the rows.
///
/// Each strip is a line across the field at the middle of a narrow band. On it, what the field has and what the pictures
/// show are exact stretches; between strips the measure is a sum over 1/24 of a swath at most.
struct CoverageStrips {
  private let offsets: [Double]
  private let field: [[ClosedRange<Double>]]
  /// The field less the clearance that lines keep from its edges.
  private let flyable: [[ClosedRange<Double>]]
  private var uncovered: [[ClosedRange<Double>]]
  private let step: Double
  private let reach: Double
  private let groundLength: Double
  private let spacing: CaptureSpacing
  private let shortestRow: Double
  private let total: Double
  /// The strips that still have an uncovered stretch, by the length of the longest.
  private var open: [Int: Double] = [:]
  /// The strips whose gap no row inside the field shows.
  private var given: Set<Int> = []

  init(_ sweep: Sweep, rows: [Row], design: SurveyDesign) {
    let extent = sweep.across.upperBound - sweep.across.lowerBound
    reach = design.groundWidth.meters / 2
    groundLength = design.groundLength.meters
    spacing = design.captureSpacing
    shortestRow = design.shortestRow
    let count = min(40_000, max(200, (24 * extent / design.groundWidth.meters).rounded(.up)))
    let step = extent / count
    self.step = step
    offsets = (0..<Int(bounded: count)).map { sweep.across.lowerBound + (Double($0) + 0.5) * step }
    field = sweep.pieces(at: offsets)
    flyable = sweep.pieces(at: offsets, clearance: design.edgeClearance.meters)
    uncovered = field
    total = field.joined().reduce(0) { $0 + $1.upperBound - $1.lowerBound }
    for row in rows { cover(row) }
    for index in uncovered.indices { note(index) }
  }

  /// The part of the field that no picture shows yet, where one still might.
  var uncoveredShare: Double {
    guard total > 0 else { return 0 }
    return open.keys.sorted().reduce(0.0) { $0 + length(uncovered[$1]) } / total
  }

  /// The row inside the field that shows most of what is not yet shown around its widest gap; nil where none helps.
  mutating func bestFill() -> Row? {
    while let seed = open.max(by: { ($0.value, -$0.key) < ($1.value, -$1.key) })?.key {
      guard let gap = uncovered[seed].max(by: { length($0) < length($1) }) else { return nil }
      var best: (row: Row, gain: Double)?
      let near = strips(around: offsets[seed])
      for candidate in stride(from: near.lowerBound, to: near.upperBound, by: max(1, near.count / 24)) {
        for piece in flyable[candidate] where piece.upperBound - piece.lowerBound > shortestRow {
          guard let row = row(at: candidate, in: piece, for: gap) else { continue }
          let gain = gain(of: row)
          // A shorter row for the same gain; more than a rounding error better.
          if gain > (best?.gain ?? 0) * (1 + 1e-9) { best = (row, gain) }
        }
      }
      if let best, best.gain > 1e-7 * total {
        cover(best.row)
        for index in strips(around: best.row.offset) { note(index) }
        return best.row
      }
      // No row inside the field shows this gap: leave it, and say so in the coverage.
      given.insert(seed)
      open[seed] = nil
    }
    return nil
  }

  /// The part of the field that no picture shows, with the gaps that were given up.
  var finalUncoveredShare: Double { total > 0 ? uncovered.reduce(0) { $0 + length($1) } / total : 0 }

  private mutating func note(_ index: Int) {
    guard !given.contains(index) else { return }
    let longest = uncovered[index].reduce(0) { max($0, length($1)) }
    open[index] = longest > 1e-6 ? longest : nil
  }

  /// The shortest row at a strip that shows a gap and what joins it on the neighbouring strips.
  private func row(at candidate: Int, in piece: ClosedRange<Double>, for gap: ClosedRange<Double>) -> Row? {
    let half = groundLength / 2
    guard piece.lowerBound - half < gap.upperBound, gap.lowerBound < piece.upperBound + half else { return nil }
    var wanted = gap
    for index in strips(around: offsets[candidate]) {
      for other in uncovered[index]
      where other.lowerBound <= wanted.upperBound + half && wanted.lowerBound - half <= other.upperBound {
        wanted = min(wanted.lowerBound, other.lowerBound)...max(wanted.upperBound, other.upperBound)
      }
    }
    // What no picture on the piece can show asks for none.
    let from = max(wanted.lowerBound, piece.lowerBound + spacing.leastOvershoot - half)
    let to = min(wanted.upperBound, piece.upperBound - spacing.leastOvershoot + half)
    return Row(
      offset: offsets[candidate],
      showing: from...max(from, to),
      within: piece,
      spacing: spacing,
      groundLength: groundLength
    )
  }

  private func gain(of row: Row) -> Double {
    let shown = row.shown(groundLength: groundLength)
    var sum = 0.0
    for index in strips(around: row.offset) {
      for gap in uncovered[index] {
        sum += max(0, min(gap.upperBound, shown.upperBound) - max(gap.lowerBound, shown.lowerBound))
      }
    }
    return sum
  }

  private mutating func cover(_ row: Row) {
    let shown = row.shown(groundLength: groundLength)
    for index in strips(around: row.offset) where !uncovered[index].isEmpty {
      uncovered[index] = uncovered[index].flatMap { gap -> [ClosedRange<Double>] in
        guard shown.lowerBound < gap.upperBound, gap.lowerBound < shown.upperBound else { return [gap] }
        var rest: [ClosedRange<Double>] = []
        if gap.lowerBound < shown.lowerBound { rest.append(gap.lowerBound...shown.lowerBound) }
        if shown.upperBound < gap.upperBound { rest.append(shown.upperBound...gap.upperBound) }
        return rest
      }
    }
  }

  /// The strips within half a swath of an offset.
  private func strips(around offset: Double) -> Range<Int> {
    guard let first = offsets.first else { return 0..<0 }
    let low = ((offset - reach - first) / step - 1e-6).rounded(.up)
    let high = ((offset + reach - first) / step + 1e-6).rounded(.down)
    let start = max(0, Int(bounded: low))
    return start..<max(start, min(offsets.count, Int(bounded: high) + 1))
  }

  private func length(_ ranges: [ClosedRange<Double>]) -> Double { ranges.reduce(0) { $0 + length($1) } }
  private func length(_ range: ClosedRange<Double>) -> Double { range.upperBound - range.lowerBound }
}
