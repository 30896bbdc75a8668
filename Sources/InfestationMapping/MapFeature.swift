public import FieldGeometry
public import Quantities

/// A patch on the Earth: what a map shows.
public struct MapFeature: Sendable, Hashable {
  /// The name of the class.
  public let className: String

  /// The area on the ground.
  public let area: Area

  /// The mean probability of the class, from 0 to 1.
  public let confidence: Double

  /// The input that shows the patch.
  public let source: String

  /// How far the patch may be from where the map shows it (one standard deviation); `nil` where nothing is known.
  public let positionalAccuracy: Length?

  /// The outer ring, then the holes, each without its closing position.
  public let rings: [[GeoCoordinate]]

  /// Makes a feature.
  public init(
    className: String,
    area: Area,
    confidence: Double,
    source: String,
    positionalAccuracy: Length?,
    rings: [[GeoCoordinate]]
  ) {
    self.className = className
    self.area = area
    self.confidence = confidence
    self.source = source
    self.positionalAccuracy = positionalAccuracy
    self.rings = rings
  }
}
