import FieldGeometry
import Quantities

/// Some of the pictures of a line, in a row: what a sortie can begin or end with.
struct LinePiece: Sendable {
  /// Which of the lines it belongs to.
  let line: Int
  /// Its pictures, counted along the line from 0.
  let captures: Range<Int>
  /// Where it begins and ends, metres from the start of the line.
  let stretch: ClosedRange<Double>

  init(of line: SurveyLine, index: Int, captures: Range<Int>) {
    self.line = index
    self.captures = captures
    let length = line.length.meters
    func place(_ capture: Int) -> Double { min(length, Double(capture) * line.photoDistance.meters) }
    let beyond = length - place(line.captureCount - 1)
    let start = place(captures.lowerBound)
    stretch = start...max(start, min(length, place(captures.upperBound - 1) + beyond))
  }

  /// A line in pieces of as equal numbers of pictures as can be, at least two each.
  static func pieces(of line: SurveyLine, index: Int, count: Int) -> [LinePiece] {
    let count = max(1, min(count, line.captureCount / 2))
    return (0..<count).map { part in
      LinePiece(
        of: line,
        index: index,
        captures: (line.captureCount * part / count)..<(line.captureCount * (part + 1) / count)
      )
    }
  }
}
