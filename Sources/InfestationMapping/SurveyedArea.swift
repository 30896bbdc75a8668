public import FieldGeometry

/// A piece of ground that was surveyed: what is not in any of them is not known to be clean.
public struct SurveyedArea: Sendable, Hashable {
  /// The input that shows it; `frames` for several frames together.
  public let source: String

  /// The outer ring, then the holes, each without its closing position.
  public let rings: [[GeoCoordinate]]

  /// Makes an area.
  public init(source: String, rings: [[GeoCoordinate]]) {
    self.source = source
    self.rings = rings
  }
}
