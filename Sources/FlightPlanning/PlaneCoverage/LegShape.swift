import FieldGeometry

/// The rectangle that a leg covers: half a swath to both sides, without round ends.
struct LegShape {
  /// The extent in y.
  let low: Double
  let high: Double
  private let fromX: Double
  private let fromY: Double
  private let length: Double
  private let alongX: Double
  private let alongY: Double
  private let half: Double
  /// The corners round.
  private let a: Vector
  private let b: Vector
  private let c: Vector
  private let d: Vector
  /// The way in x for each step in y along the sides, and across at the ends; nil where it runs along x.
  private let slopeAlong: Double?
  private let slopeAcross: Double?

  /// - Returns: nil for a leg without length.
  init?(_ from: Vector, _ to: Vector, half: Double) {
    let wayX = to.x - from.x
    let wayY = to.y - from.y
    length = (wayX * wayX + wayY * wayY).squareRoot()
    guard length > 1e-9 else { return nil }
    alongX = wayX / length
    alongY = wayY / length
    fromX = from.x
    fromY = from.y
    self.half = half
    let sideX = -alongY * half
    let sideY = alongX * half
    a = Vector(x: from.x + sideX, y: from.y + sideY)
    b = Vector(x: to.x + sideX, y: to.y + sideY)
    c = Vector(x: to.x - sideX, y: to.y - sideY)
    d = Vector(x: from.x - sideX, y: from.y - sideY)
    slopeAlong = abs(alongY) > 1e-9 ? alongX / alongY : nil
    slopeAcross = abs(alongX) > 1e-9 ? -alongY / alongX : nil
    low = min(min(a.y, b.y), min(c.y, d.y))
    high = max(max(a.y, b.y), max(c.y, d.y))
  }

  /// Whether a place is covered.
  @inline(__always)
  func covers(_ place: Vector) -> Bool {
    let x = place.x - fromX
    let y = place.y - fromY
    let along = x * alongX + y * alongY
    let across = y * alongX - x * alongY
    return along >= 0 && along <= length && across >= -half && across <= half
  }

  /// How far along the leg a place lies.
  func distanceAlong(_ place: Vector) -> Double { (place.x - fromX) * alongX + (place.y - fromY) * alongY }

  /// The extent in x of what lies between two heights.
  @inline(__always)
  func outer(_ low: Double, _ high: Double) -> (left: Double, right: Double) {
    var span = (left: Double.infinity, right: -Double.infinity)
    Self.widen(&span, a, b, slopeAlong, low, high)
    Self.widen(&span, b, c, slopeAcross, low, high)
    Self.widen(&span, c, d, slopeAlong, low, high)
    Self.widen(&span, d, a, slopeAcross, low, high)
    return span
  }

  /// The extent in x that is covered at all heights between two; left above right where there is none.
  @inline(__always)
  func inner(_ low: Double, _ high: Double) -> (left: Double, right: Double) {
    guard self.low <= low, high <= self.high else { return (1, 0) }
    let first = outer(low, low)
    let second = outer(high, high)
    return (max(first.left, second.left), min(first.right, second.right))
  }

  @inline(__always)
  private static func widen(
    _ span: inout (left: Double, right: Double),
    _ a: Vector,
    _ b: Vector,
    _ slope: Double?,
    _ low: Double,
    _ high: Double
  ) {
    let bottom = min(a.y, b.y)
    let top = max(a.y, b.y)
    guard bottom <= high, top >= low else { return }
    guard let slope else {
      span = (min(span.left, min(a.x, b.x)), max(span.right, max(a.x, b.x)))
      return
    }
    let first = a.x + (max(low, bottom) - a.y) * slope
    let second = a.x + (min(high, top) - a.y) * slope
    span = (min(span.left, min(first, second)), max(span.right, max(first, second)))
  }
}
