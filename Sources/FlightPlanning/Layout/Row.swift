import Quantities

/// A survey line in the coordinates of a sweep.
///
/// Across the lines it lies at an offset, along them it runs from one place to another. Metres.
struct Row: Sendable, Hashable {
  /// The place across the lines.
  var offset: Double
  /// Where its first picture is, along the lines.
  var from: Double
  /// Where it ends.
  var to: Double
  /// The pictures taken on it.
  var captureCount: Int
  /// Which of the parallel lines it is a piece of; nil for one added to fill a gap.
  var index: Int?

  /// The half length of a line with one picture: a waypoint needs a place before and behind it.
  static let shortestHalf = 0.25

  /// Makes the row that takes as many pictures as fit into a piece of a line, in its middle.
  init(offset: Double, within piece: ClosedRange<Double>, photoDistance: Double, index: Int?) {
    let length = piece.upperBound - piece.lowerBound
    let steps = (length / photoDistance + 1e-9).rounded(.down)
    let middle = (piece.lowerBound + piece.upperBound) / 2
    let half = steps >= 1 ? min(length, steps * photoDistance) / 2 : min(Self.shortestHalf, length / 2)
    self.offset = offset
    from = middle - half
    to = middle + half
    captureCount = Int(bounded: steps) + 1
    self.index = index
  }

  /// Makes the shortest row whose pictures reach over a wanted stretch, moved or cut where the piece of the line ends.
  init(
    offset: Double,
    over wanted: ClosedRange<Double>,
    within piece: ClosedRange<Double>,
    photoDistance: Double
  ) {
    let steps = ((wanted.upperBound - wanted.lowerBound) / photoDistance - 1e-9).rounded(.up)
    let length = max(steps * photoDistance, 2 * Self.shortestHalf)
    guard length <= piece.upperBound - piece.lowerBound else {
      self.init(offset: offset, within: piece, photoDistance: photoDistance, index: nil)
      return
    }
    let middle = (wanted.lowerBound + wanted.upperBound) / 2
    let start = min(max(middle - length / 2, piece.lowerBound), piece.upperBound - length)
    self.init(
      offset: offset,
      within: start...(start + length),
      photoDistance: photoDistance,
      index: nil
    )
  }

  /// The stretch along the lines that its pictures show.
  func shown(groundLength: Double, photoDistance: Double) -> ClosedRange<Double> {
    let reach = groundLength / 2
    guard captureCount > 1 else {
      // Either end may be the start that takes the one picture.
      return min(to - reach, (from + to) / 2)...max(from + reach, (from + to) / 2)
    }
    return (from - reach)...(to + reach)
  }
}
