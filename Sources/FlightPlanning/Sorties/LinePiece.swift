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
    let end = captures.upperBound == line.captureCount ? length : place(captures.upperBound - 1)
    // One picture alone still needs a way to fly: it starts half a metre before its place.
    let start = captures.count > 1 || captures.lowerBound == 0 ? place(captures.lowerBound) : end - 2 * Row.shortestHalf
    stretch = max(0, min(start, end))...end
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
