import FieldGeometry

/// A row with the direction in which it is flown.
struct OrientedRow: Sendable, Hashable {
  /// The row.
  let row: Row
  /// Whether it is flown from its end to its start.
  let reversed: Bool

  /// Where the flight along it begins, in sweep coordinates.
  var start: Vector { Vector(x: reversed ? row.to : row.from, y: row.offset) }
  /// Where the flight along it ends, in sweep coordinates.
  var end: Vector { Vector(x: reversed ? row.from : row.to, y: row.offset) }
}
