/// How a lens bends straight lines: Brown's model of radial and tangential distortion, as OpenCV and DJI write it.
///
/// A direction x, y (right and down, in focal lengths from the axis; r is its length) falls on
/// `x (1 + k1 r^2 + k2 r^4 + k3 r^6) + 2 p1 x y + p2 (r^2 + 2 x^2)`, and y likewise with p1 and p2 exchanged.
/// Source: Brown, "Close-range camera calibration", 1971; OpenCV's documentation of `calib3d`.
public struct LensDistortion: Sendable, Hashable {
  /// The radial coefficients, of the second, fourth and sixth power of the distance from the axis.
  public let radial: [Double]

  /// The tangential coefficients p1 and p2.
  public let tangential: [Double]

  /// The distance from the axis up to which a direction further out falls further out.
  ///
  /// Beyond it the polynomial turns back, and a place far beside the frame would show up inside of it.
  let largestRadius: Double

  /// Makes a distortion.
  ///
  /// - Parameters:
  ///   - k1: the radial coefficient of the second power.
  ///   - k2: that of the fourth power.
  ///   - k3: that of the sixth power.
  ///   - p1: the first tangential coefficient.
  ///   - p2: the second tangential coefficient.
  public init(k1: Double, k2: Double = 0, k3: Double = 0, p1: Double = 0, p2: Double = 0) {
    radial = [k1, k2, k3]
    tangential = [p1, p2]
    // The view angle of 80 degrees is beyond any frame that can be mapped.
    let steps = 1000
    let farthest = 5.7
    let turn = (1...steps).lazy.map { farthest * Double($0) / Double(steps) }.first { radius in
      let square = radius * radius
      return 1 + square * (3 * k1 + square * (5 * k2 + square * 7 * k3)) <= 0
    }
    largestRadius = turn.map { $0 - farthest / Double(steps) } ?? farthest
  }

  /// Where a direction falls; nil for one so far from the axis that the model does not hold.
  public func distorted(x: Double, y: Double) -> (x: Double, y: Double)? {
    let square = x * x + y * y
    guard square <= largestRadius * largestRadius else { return nil }
    return bent(x, y, square)
  }

  private func bent(_ x: Double, _ y: Double, _ square: Double) -> (x: Double, y: Double) {
    let scale = 1 + square * (radial[0] + square * (radial[1] + square * radial[2]))
    let (p1, p2) = (tangential[0], tangential[1])
    return (
      x * scale + 2 * p1 * x * y + p2 * (square + 2 * x * x), y * scale + p1 * (square + 2 * y * y) + 2 * p2 * x * y
    )
  }

  /// The direction that falls on a place, by Newton's method; nil where there is none.
  public func undistorted(x: Double, y: Double) -> (x: Double, y: Double)? {
    var (u, v) = (x, y)
    for _ in 0..<50 {
      let radius = (u * u + v * v).squareRoot()
      if radius > largestRadius { (u, v) = (u * largestRadius / radius, v * largestRadius / radius) }
      let square = u * u + v * v
      let here = bent(u, v, square)
      let (dx, dy) = (here.x - x, here.y - y)
      if dx.magnitude < 1e-13, dy.magnitude < 1e-13 { return (u, v) }
      let scale = 1 + square * (radial[0] + square * (radial[1] + square * radial[2]))
      let slope = 2 * radial[0] + square * (4 * radial[1] + square * 6 * radial[2])
      let (p1, p2) = (tangential[0], tangential[1])
      let xx = scale + u * u * slope + 2 * p1 * v + 6 * p2 * u
      let xy = u * v * slope + 2 * p1 * u + 2 * p2 * v
      let yy = scale + v * v * slope + 6 * p1 * v + 2 * p2 * u
      let determinant = xx * yy - xy * xy
      guard determinant.magnitude > 1e-12 else { return nil }
      u -= (yy * dx - xy * dy) / determinant
      v -= (xx * dy - xy * dx) / determinant
    }
    guard u * u + v * v <= largestRadius * largestRadius else { return nil }
    let here = bent(u, v, u * u + v * v)
    return (here.x - x).magnitude < 1e-9 && (here.y - y).magnitude < 1e-9 ? (u, v) : nil
  }
}
