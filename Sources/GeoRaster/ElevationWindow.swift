import Quantities

/// A part of an elevation model that was read whole.
struct ElevationWindow {
  /// The first column.
  let left: Int
  /// The first row.
  let top: Int
  /// The columns.
  let width: Int
  /// The rows.
  let height: Int

  /// The bilinear value at a place in pixels from the corner of the model's first pixel; nil where a pixel that it needs
  /// has no data.
  func value(x: Double, y: Double, in values: [Double]) -> Double? {
    let column = min(max(x - 0.5 - Double(left), 0), Double(width - 1))
    let row = min(max(y - 0.5 - Double(top), 0), Double(height - 1))
    let (first, above) = (Int(bounded: column), Int(bounded: row))
    let (right, down) = (column - Double(first), row - Double(above))
    var sum = 0.0
    for (dx, dy, weight) in [
      (0, 0, (1 - right) * (1 - down)), (1, 0, right * (1 - down)), (0, 1, (1 - right) * down), (1, 1, right * down),
    ] where weight > 0 {
      sum += weight * values[(above + dy) * width + first + dx]
    }
    return sum.isFinite ? sum : nil
  }
}
