public import FieldGeometry

/// The cutting of polygons by polygons, which an adapter does.
public protocol PolygonOverlay {
  /// The ground that polygons share with strips, in pieces, by strip and then by polygon.
  ///
  /// - Throws: where shapes cannot be cut.
  func pieces(of field: [FieldBoundary], in strips: [FieldBoundary]) throws -> [FieldBoundary]

  /// The ground of polygons that was not surveyed before, with a margin of what was, in pieces by polygon.
  ///
  /// - Parameters:
  ///   - field: the polygons.
  ///   - flown: what was surveyed, of each polygon its outline and its holes; they may overlap.
  ///   - gap: what is left out is narrower than this, in metres.
  ///   - margin: how far pieces reach over surveyed ground, in metres.
  /// - Returns: the pieces.
  /// - Throws: where shapes cannot be cut.
  func unflown(
    of field: [FieldBoundary],
    flown: [[[LocalPoint]]],
    gap: Double,
    margin: Double
  ) throws -> [FieldBoundary]

  /// Polygons of which none has ground that an earlier one has, each in pieces.
  ///
  /// - Throws: where shapes cannot be cut.
  func withoutOverlaps(_ polygons: [FieldBoundary]) throws -> [[FieldBoundary]]
}
