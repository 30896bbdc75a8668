public import GeoRaster
public import Quantities

/// A patch of a finished map.
public struct MappedPatch {
  /// Its number in the map, from 1 on, the largest first.
  public let number: Int
  /// Its class.
  public let className: String
  /// Its area as the map states it; that of its outline where the map states none.
  public let area: Area
  /// What outline and scale leave open of its area; nil where the map does not say.
  public let areaRange: ClosedRange<Area>?
  /// How sure the model was, from 0 to 1, which is no probability of being right; nil where the map does not say.
  public let meanProbability: Double?
  /// The input that shows it; empty where the map does not say.
  public let source: String
  /// How far it may lie from where it is drawn (one sigma); nil where the map does not say.
  public let positionalAccuracy: Length?
  /// Its ground.
  public let ground: Ground
  /// The box around it.
  public let box: GroundBox
}
