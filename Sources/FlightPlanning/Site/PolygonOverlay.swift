public import FieldGeometry

/// The cutting of polygons by polygons, which an adapter does.
public protocol PolygonOverlay {
  /// The ground that polygons share with strips, in pieces, by strip and then by polygon.
  ///
  /// - Throws: where shapes cannot be cut.
  func pieces(of field: [FieldBoundary], in strips: [FieldBoundary]) throws -> [FieldBoundary]

  /// Polygons of which none has ground that an earlier one has, each in pieces.
  ///
  /// - Throws: where shapes cannot be cut.
  func withoutOverlaps(_ polygons: [FieldBoundary]) throws -> [[FieldBoundary]]
}
