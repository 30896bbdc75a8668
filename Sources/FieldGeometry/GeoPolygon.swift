/// A polygon on the Earth as a file gives it, before it is known to be sound.
public struct GeoPolygon: Sendable, Hashable {
  /// The positions of the outline.
  public let outer: [GeoCoordinate]

  /// The positions of each hole.
  public let holes: [[GeoCoordinate]]

  /// Makes a polygon.
  public init(outer: [GeoCoordinate], holes: [[GeoCoordinate]] = []) {
    self.outer = outer
    self.holes = holes
  }
}

extension FieldBoundary {
  /// Makes a boundary from a polygon on the Earth.
  ///
  /// - Throws: `FieldGeometryError` where the polygon is no sound field.
  public init(_ polygon: GeoPolygon, in frame: LocalFrame) throws {
    try self.init(
      outer: LinearRing(polygon.outer.map(frame.localPoint(of:))),
      holes: polygon.holes.map { try LinearRing($0.map(frame.localPoint(of:))) }
    )
  }
}
