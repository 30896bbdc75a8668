public import FieldGeometry
public import Quantities

/// A patch on the Earth: what a map shows.
public struct MapFeature: Sendable, Hashable {
  /// The name of the class.
  public let className: String

  /// The area on the ground.
  public let area: Area

  /// What outline and scale leave open of it; whether the model is right is not in it.
  public let areaRange: ClosedRange<Area>

  /// The mean probability of the class that the model gave its pixels, from 0 to 1: no probability of being right.
  public let meanProbability: Double

  /// The input that shows the patch.
  public let source: String

  /// How far the patch may be from where the map shows it (one standard deviation); `nil` where nothing is known.
  public let positionalAccuracy: Length?

  /// The outer ring, then the holes, each without its closing position.
  public let rings: [[GeoCoordinate]]

  /// Makes a feature; without a range of its area nothing is left open.
  public init(
    className: String,
    area: Area,
    areaRange: ClosedRange<Area>? = nil,
    meanProbability: Double,
    source: String,
    positionalAccuracy: Length?,
    rings: [[GeoCoordinate]]
  ) {
    self.className = className
    self.area = area
    self.areaRange = areaRange ?? area...area
    self.meanProbability = meanProbability
    self.source = source
    self.positionalAccuracy = positionalAccuracy
    self.rings = rings
  }
}
