/// A box on the plane of a `GroundPlane`, in metres.
public struct GroundBox: Sendable, Hashable {
  /// Eastings.
  public let eastings: ClosedRange<Double>
  /// Northings.
  public let northings: ClosedRange<Double>

  /// Makes a box.
  public init(eastings: ClosedRange<Double>, northings: ClosedRange<Double>) {
    self.eastings = eastings
    self.northings = northings
  }

  /// Whether two boxes share a place, or lie no further from each other than a distance in metres.
  public func isNear(_ other: GroundBox, within distance: Double = 0) -> Bool {
    eastings.lowerBound - distance <= other.eastings.upperBound
      && other.eastings.lowerBound - distance <= eastings.upperBound
      && northings.lowerBound - distance <= other.northings.upperBound
      && other.northings.lowerBound - distance <= northings.upperBound
  }

  /// The middle.
  public var middle: (east: Double, north: Double) {
    ((eastings.lowerBound + eastings.upperBound) / 2, (northings.lowerBound + northings.upperBound) / 2)
  }
}
