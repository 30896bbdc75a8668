public import FieldGeometry

/// No-fly zones, and what they leave of a field; an adapter cuts.
public protocol NoFlyCutter {
  /// What messages call them, such as the path of their file.
  var name: String { get }

  /// The zones, with the clearance around them.
  var zones: NoFlyZones { get }

  /// The ground of a field that is left, in pieces.
  ///
  /// - Throws: where shapes cannot be cut.
  func ground(of field: FieldBoundary) throws -> [FieldBoundary]
}
