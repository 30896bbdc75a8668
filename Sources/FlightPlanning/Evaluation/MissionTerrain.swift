public import FieldGeometry

/// The ground below somebody's mission.
public struct MissionTerrain {
  /// The heights of the ground; altitudes above the sea are taken as counted from its zero.
  public let source: any ElevationSource
  /// The plane of the field.
  public let frame: LocalFrame
  /// Where each flight takes off; nil for its first point.
  public let takeoffs: [LocalPoint?]

  /// Puts a mission over terrain.
  ///
  /// - Parameters:
  ///   - source: the heights of the ground.
  ///   - frame: the plane of the field.
  ///   - takeoffs: where each flight takes off, in the order of the flights; nil for its first point.
  public init(source: any ElevationSource, frame: LocalFrame, takeoffs: [LocalPoint?]) {
    self.source = source
    self.frame = frame
    self.takeoffs = takeoffs
  }
}
