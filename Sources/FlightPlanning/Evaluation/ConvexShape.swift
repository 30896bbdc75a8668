import FieldGeometry

/// A convex outline, seen on narrow strips.
enum ConvexShape {
  /// What it has on a strip across it; nil where it does not reach it.
  ///
  /// - Parameters:
  ///   - corners: its corners, in order around it.
  ///   - offset: where the strip lies.
  /// - Returns: the stretch along the strip.
  static func range(of corners: [Vector], at offset: Double) -> ClosedRange<Double>? {
    var (left, right) = (Double.infinity, -Double.infinity)
    for (index, start) in corners.enumerated() {
      let end = corners[(index + 1) % corners.count]
      guard (start.y - offset) * (end.y - offset) <= 0, start.y != end.y else { continue }
      let x = start.x + (end.x - start.x) * (offset - start.y) / (end.y - start.y)
      (left, right) = (min(left, x), max(right, x))
    }
    return left < right ? left...right : nil
  }
}
