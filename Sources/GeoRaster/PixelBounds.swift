import Imagery

/// A box of whole and broken pixels.
struct PixelBounds {
  /// Columns.
  let x: ClosedRange<Double>
  /// Rows.
  let y: ClosedRange<Double>

  /// The box around corners.
  init(around corners: [(x: Double, y: Double)]) {
    let (columns, rows) = (corners.map(\.x), corners.map(\.y))
    x = (columns.min() ?? 0)...(columns.max() ?? 0)
    y = (rows.min() ?? 0)...(rows.max() ?? 0)
  }

  /// The box of a window.
  init(_ window: PixelRect) {
    x = Double(window.x)...Double(window.columns.upperBound)
    y = Double(window.y)...Double(window.rows.upperBound)
  }

  /// The box of an image.
  init(_ size: PixelSize) { self.init(PixelRect(x: 0, y: 0, size: size)) }

  /// Whether two boxes have ground in common.
  func intersects(_ other: PixelBounds) -> Bool { x.overlaps(other.x) && y.overlaps(other.y) }
}
