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

  /// How far it reaches from west to east, in metres.
  public var width: Double { eastings.upperBound - eastings.lowerBound }

  /// How far it reaches from south to north, in metres.
  public var height: Double { northings.upperBound - northings.lowerBound }

  /// The box around two.
  public func joined(with other: GroundBox) -> GroundBox {
    GroundBox(
      eastings: min(
        eastings.lowerBound,
        other.eastings.lowerBound
      )...max(eastings.upperBound, other.eastings.upperBound),
      northings: min(
        northings.lowerBound,
        other.northings.lowerBound
      )...max(
        northings.upperBound,
        other.northings.upperBound
      )
    )
  }

  /// The box that reaches further by a distance in metres.
  public func widened(by distance: Double) -> GroundBox {
    GroundBox(
      eastings: eastings.lowerBound - distance...eastings.upperBound + distance,
      northings: northings.lowerBound - distance...northings.upperBound + distance
    )
  }

  /// The middle.
  public var middle: (east: Double, north: Double) {
    ((eastings.lowerBound + eastings.upperBound) / 2, (northings.lowerBound + northings.upperBound) / 2)
  }
}
