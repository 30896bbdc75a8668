public import FieldGeometry
public import Quantities

/// Strips across a field, evenly spaced from a random start: a systematic sample.
///
/// Each place of the field has the same chance to lie in a strip, so the share of ragweed found is an unbiased estimate.
public struct SampleTransects: Sendable, Hashable {
  /// The strips, reaching beyond the field; what of them lies in the field is to be surveyed.
  public let strips: [FieldBoundary]

  /// The direction of the strips, clockwise from north.
  public let bearing: Angle

  /// The distance from a strip's middle to the next one's: width / share.
  public let spacing: Length

  /// Lays strips out.
  ///
  /// - Parameters:
  ///   - field: the polygons of the field.
  ///   - share: the part of it to sample, above 0 and up to 1.
  ///   - width: the width of a strip.
  ///   - bearing: the direction of the strips; nil for the one across which the field is narrowest, which makes the fewest.
  ///   - seed: what sets the random start.
  /// - Throws: `FlightPlanningError` where share or width cannot be.
  public init(of field: [FieldBoundary], share: Double, width: Length, bearing: Angle?, seed: UInt64) throws {
    try Plausible.check(sample: share)
    guard width > .zero, width.meters.isFinite else { throw FlightPlanningError.notPositive(quantity: "strip width") }
    let hull = ConvexHull(field.flatMap(\.outer.vertices))
    let bearing = (bearing ?? hull.minimumWidth.bearing).asLineDirection
    let along = Vector.unit(direction: bearing.radians)
    let left = Vector(x: -along.y, y: along.x)
    let corners = hull.vertices.map(Vector.init)
    guard let first = corners.map({ left.dot($0) }).min(), let last = corners.map({ left.dot($0) }).max(),
      let from = corners.map({ along.dot($0) }).min(), let to = corners.map({ along.dot($0) }).max()
    else { throw FlightPlanningError.noField }
    let half = width.meters / 2
    let spacing = width.meters / share
    let count = (last - first + width.meters) / spacing
    guard count < 100_000 else {
      throw FlightPlanningError.tooLarge(what: "transects", count: Int(bounded: count), limit: 100_000)
    }
    var random = SmallRandom(seed: seed)
    let start = first - half + random.unit() * spacing
    strips = try stride(from: start, to: last + half, by: spacing).map { offset in
      let ends = [(from - 1, -half), (to + 1, -half), (to + 1, half), (from - 1, half)]
      return try FieldBoundary(
        outer: LinearRing(ends.map { LocalPoint(along * $0.0 + left * (offset + $0.1)) })
      )
    }
    self.bearing = bearing
    self.spacing = .meters(spacing)
  }
}
