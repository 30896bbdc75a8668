import FieldGeometry
import Quantities

/// A polygon, or a part of one, that is surveyed along one direction.
struct FieldCell: Sendable {
  /// The ground.
  let boundary: FieldBoundary
  /// The lines along which it was cut off the rest of the polygon.
  let cuts: [CutLine]

  /// A line between cells.
  struct CutLine: Sendable {
    /// A place on it.
    let point: Vector
    /// Its unit vector.
    let direction: Vector
  }

  /// Makes a cell; without cuts, a whole polygon.
  init(_ boundary: FieldBoundary, cuts: [CutLine] = []) {
    self.boundary = boundary
    self.cuts = cuts
  }

  /// Whether the cell's edge at a place across lines is a cut along them: there the neighbour's lines go on.
  func isCut(at offset: Double, along: Vector) -> Bool {
    cuts.contains { abs(along.cross($0.direction)) < 0.02 && abs(along.cross($0.point) - offset) < 0.05 }
  }
}
