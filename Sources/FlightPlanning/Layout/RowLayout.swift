import FieldGeometry
import Quantities

/// The rows that survey a polygon along one direction.
struct RowLayout: Sendable {
  /// The polygon seen along the direction.
  let sweep: Sweep
  /// The rows: those of the parallel lines by offset, then those that fill gaps.
  private(set) var rows: [Row]
  /// The gap between the lines; zero where there is one.
  let rowGap: Double
  /// The number of parallel lines.
  let lineCount: Int

  /// Lays parallel lines.
  ///
  /// The first and the last lie half a swath from the edge, the others spread evenly between, no further apart than the
  /// sidelap allows. Along a cut they lie half a gap from it, because the neighbour's lines do so too. A field narrower
  /// than a swath has one line, along its middle.
  init(_ cell: FieldCell, bearing: Angle, design: SurveyDesign) {
    sweep = Sweep(cell.boundary, bearing: bearing)
    let along = Vector.unit(direction: bearing.radians)
    let insets = [sweep.across.lowerBound, sweep.across.upperBound].map {
      (cell.isCut(at: $0, along: along) ? design.widestRowGap : design.groundWidth).meters / 2
    }
    let width = sweep.across.upperBound - sweep.across.lowerBound
    let span = width - insets[0] - insets[1]
    let gaps = span > 0 ? (span / design.widestRowGap.meters - 1e-9).rounded(.up) : 0
    rowGap = gaps > 0 ? span / gaps : 0
    lineCount = Int(bounded: gaps) + 1
    let first = sweep.across.lowerBound + (gaps > 0 ? insets[0] : width * insets[0] / (insets[0] + insets[1]))
    let gap = rowGap
    let offsets = (0..<lineCount).map { first + Double($0) * gap }
    rows = []
    let pieces = sweep.pieces(at: offsets, clearance: design.edgeClearance.meters)
    let flown = Self.beyondCuts(pieces, of: cell, in: sweep, at: offsets, gap: rowGap, design: design)
    for (index, pieces) in flown.enumerated() {
      for piece in pieces where piece.upperBound - piece.lowerBound > design.shortestRow {
        rows.append(Row(offset: offsets[index], within: piece, spacing: design.captureSpacing, index: index))
      }
    }
  }

  /// The pieces of lines, longer where they end on a cut that they meet at a slant: there a place needs the lines on both
  /// of its sides, and one of them would end before it comes abreast.
  private static func beyondCuts(
    _ pieces: [[ClosedRange<Double>]],
    of cell: FieldCell,
    in sweep: Sweep,
    at offsets: [Double],
    gap: Double,
    design: SurveyDesign
  ) -> [[ClosedRange<Double>]] {
    guard !cell.cuts.isEmpty else { return pieces }
    let clearance = design.edgeClearance.meters
    let along = Vector.unit(direction: sweep.bearing.radians)
    let seenBy = Double(LineMultiplicity.lines(design.sidelap))
    // The farthest of the lines that a place needs lies so far from it.
    let reach = seenBy * gap / 2
    let whole = Sweep(cell.polygon, bearing: sweep.bearing).pieces(at: offsets, clearance: clearance)
    func longer(_ end: Double, _ row: Int) -> Double? {
      cell.slant(ofCutAt: Vector(sweep.point(Vector(x: end, y: offsets[row]))), along: along).map {
        max(0, reach * $0 - design.groundLength.meters / 2)
      }
    }
    return zip(sweep.pieces(at: offsets), pieces).enumerated().map { row, found in
      zip(found.0, found.1).map { bare, piece in
        guard let most = whole[row].first(where: { $0.contains((bare.lowerBound + bare.upperBound) / 2) }) else {
          return piece
        }
        let from = longer(bare.lowerBound, row).map { max(most.lowerBound, bare.lowerBound - $0) }
        let to = longer(bare.upperBound, row).map { min(most.upperBound, bare.upperBound + $0) }
        return min(from ?? piece.lowerBound, piece.upperBound)...max(to ?? piece.upperBound, piece.lowerBound)
      }
    }
  }

  /// Adds rows until no gap worth a line is left; returns the part of the field that the pictures show, from 0 to 1.
  mutating func fillGaps(design: SurveyDesign) -> Double {
    var strips = CoverageStrips(sweep, rows: rows, design: design)
    // A hundredth of a per cent is below what positioning alone blurs; the bound on the count only guards the loop.
    while strips.uncoveredShare > 5e-5, rows.count < 200_000, let row = strips.bestFill() { rows.append(row) }
    return 1 - strips.finalUncoveredShare
  }
}
