public import FieldGeometry

/// A box of ground in the UTM zone of its middle, as a map is shown.
public struct GroundView: Sendable, Hashable {
  /// The zone, such as `EPSG:32633`.
  public let system: String
  /// Eastings in metres.
  public let eastings: ClosedRange<Double>
  /// Northings in metres.
  public let northings: ClosedRange<Double>

  /// Takes a box.
  init(system: String, eastings: ClosedRange<Double>, northings: ClosedRange<Double>) {
    (self.system, self.eastings, self.northings) = (system, eastings, northings)
  }

  /// Finds the box around positions.
  ///
  /// - Parameters:
  ///   - positions: what is shown, at least one.
  ///   - path: the file that they come from, for messages.
  /// - Throws: `GeoRasterError.projection` where there is no UTM zone, `FieldGeometryError` where there is no position.
  public init(around positions: [GeoCoordinate], path: String) throws {
    let plane = try GroundPlane(around: positions, path: path)
    system = plane.system
    let places = try plane.places(of: positions)
    let (x, y) = (places.map(\.east), places.map(\.north))
    eastings = (x.min() ?? 0)...(x.max() ?? 0)
    northings = (y.min() ?? 0)...(y.max() ?? 0)
  }
}
