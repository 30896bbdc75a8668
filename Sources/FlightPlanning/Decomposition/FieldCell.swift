import FieldGeometry
import Foundation
import Quantities

/// A polygon, or a part of one, that is surveyed along one direction.
struct FieldCell: Sendable {
  /// The ground.
  let boundary: FieldBoundary
  /// The polygon that it is a part of.
  let polygon: FieldBoundary
  /// The lines along which it was cut off the rest of the polygon.
  let cuts: [CutLine]

  /// A line between cells.
  struct CutLine: Sendable {
    /// A place on it.
    let point: Vector
    /// Its unit vector.
    let direction: Vector

    /// The distance of a place from it, in metres.
    func distance(of place: Vector) -> Double { abs(direction.cross(place - point)) }
  }

  /// How far a direction may be off a cut's for lines to be laid along the cut instead.
  private static let snapping = Angle.degrees(10)
  /// A cut is moved by less than a millimetre to pass beside vertices.
  private static let slack = 0.05

  /// Makes a cell of a whole polygon.
  init(_ boundary: FieldBoundary) { self.init(boundary, of: boundary, cuts: []) }

  private init(_ boundary: FieldBoundary, of polygon: FieldBoundary, cuts: [CutLine]) {
    self.boundary = boundary
    self.polygon = polygon
    self.cuts = cuts
  }

  /// A part of the cell, cut off along a line.
  func part(_ boundary: FieldBoundary, cutAlong cut: CutLine) -> FieldCell {
    FieldCell(boundary, of: polygon, cuts: cuts + [cut])
  }

  /// Whether the cell's edge at a place across lines is a cut along them: there the neighbour's lines go on.
  func isCut(at offset: Double, along: Vector) -> Bool {
    cuts.contains { abs(along.cross($0.direction)) < 1e-6 && abs(along.cross($0.point) - offset) < Self.slack }
  }

  /// The direction of a cut nearly along a direction, so that lines on both sides of it keep their distance; or the
  /// direction itself.
  func snapped(_ bearing: Angle) -> Angle {
    let along = Vector.unit(direction: bearing.radians)
    let near = cuts.filter { abs(along.cross($0.direction)) < sin(Self.snapping.radians) }
    guard let cut = near.min(by: { abs(along.cross($0.direction)) < abs(along.cross($1.direction)) }) else {
      return bearing
    }
    return Angle.radians(Vector.direction(of: cut.direction)).asLineDirection
  }

  /// The cotangent of the angle between lines and the cut on which one of them ends; nil where it ends on none.
  func slant(ofCutAt end: Vector, along: Vector) -> Double? {
    cuts.lazy.filter { $0.distance(of: end) < Self.slack && abs(along.cross($0.direction)) > 1e-6 }
      .map { abs(along.dot($0.direction) / along.cross($0.direction)) }.first
  }
}
