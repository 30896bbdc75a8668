public import FieldGeometry

/// A piece of ground that is unlike what the model has learnt: what the map says there is a guess.
public struct UnfamiliarGround: Sendable, Hashable {
  /// The input that shows it.
  public let source: String

  /// How far the tile there lies from what the model has learnt.
  public let unfamiliarity: Double

  /// The outline without its closing position.
  public let ring: [GeoCoordinate]

  /// Makes a piece of ground.
  public init(source: String, unfamiliarity: Double, ring: [GeoCoordinate]) {
    self.source = source
    self.unfamiliarity = unfamiliarity
    self.ring = ring
  }
}
