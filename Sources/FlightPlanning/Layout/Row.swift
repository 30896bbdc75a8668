import Quantities

/// A survey line in the coordinates of a sweep, which may be flown either way.
///
/// Across the lines it lies at an offset, along them it runs from one place to another. Metres.
struct Row: Sendable, Hashable {
  /// The place across the lines.
  let offset: Double
  /// Where its first picture is, along the lines, or where it ends when it is flown the other way.
  let from: Double
  /// Where it ends: beyond its last picture.
  let to: Double
  /// The pictures taken on it.
  let captureCount: Int
  /// The way from one picture to the next.
  let photoDistance: Double
  /// Which of the parallel lines it is a piece of; nil for one added to fill a gap.
  let index: Int?

  /// How far it goes on beyond its last picture.
  var overshoot: Double { to - from - Double(captureCount - 1) * photoDistance }

  /// Makes the row that takes as many pictures as fit into a piece of a line, in its middle.
  ///
  /// Where the piece leaves too little way beyond the last picture, the pictures move closer together, and where that
  /// would be too close, one is left out.
  init(offset: Double, within piece: ClosedRange<Double>, spacing: CaptureSpacing, index: Int?) {
    let length = piece.upperBound - piece.lowerBound
    var steps = (length / spacing.distance + 1e-9).rounded(.down)
    var distance = spacing.distance
    if steps >= 1, length - steps * distance < spacing.leastOvershoot {
      let closer = (length - spacing.leastOvershoot) / steps
      if closer >= spacing.leastDistance { distance = closer } else { steps -= 1 }
    }
    let rest = length - steps * distance
    self.init(
      offset: offset,
      middle: (piece.lowerBound + piece.upperBound) / 2,
      steps: steps,
      photoDistance: distance,
      overshoot: steps >= 1 ? min(rest, spacing.overshoot) : min(rest, spacing.leastOvershoot),
      index: index
    )
  }

  /// Makes the shortest row whose pictures show a wanted stretch, moved or cut where the piece of the line ends.
  init(
    offset: Double,
    showing wanted: ClosedRange<Double>,
    within piece: ClosedRange<Double>,
    spacing: CaptureSpacing,
    groundLength: Double
  ) {
    let overshoot = spacing.leastOvershoot
    let beyond = wanted.upperBound - wanted.lowerBound - groundLength + overshoot
    let steps = max(0, (beyond / spacing.distance - 1e-9).rounded(.up))
    let half = (steps * spacing.distance + overshoot) / 2
    guard 2 * half <= piece.upperBound - piece.lowerBound else {
      self.init(offset: offset, within: piece, spacing: spacing, index: nil)
      return
    }
    let middle = (wanted.lowerBound + wanted.upperBound) / 2
    self.init(
      offset: offset,
      middle: min(max(middle, piece.lowerBound + half), piece.upperBound - half),
      steps: steps,
      photoDistance: spacing.distance,
      overshoot: overshoot,
      index: nil
    )
  }

  private init(
    offset: Double,
    middle: Double,
    steps: Double,
    photoDistance: Double,
    overshoot: Double,
    index: Int?
  ) {
    let half = (steps * photoDistance + overshoot) / 2
    self.offset = offset
    from = middle - half
    to = middle + half
    captureCount = Int(bounded: steps) + 1
    self.photoDistance = photoDistance
    self.index = index
  }

  /// The stretch along the lines that its pictures show, whichever way it is flown.
  func shown(groundLength: Double) -> ClosedRange<Double> {
    let (reach, overshoot) = (groundLength / 2, overshoot)
    // Where one picture is shorter than the way that it may be moved by, only its middle is sure.
    guard to - from + 2 * (reach - overshoot) > 0 else { return (from + to) / 2...(from + to) / 2 }
    return (from + overshoot - reach)...(to - overshoot + reach)
  }
}
