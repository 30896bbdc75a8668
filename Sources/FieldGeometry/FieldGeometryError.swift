/// Why a field's geometry cannot be used.
public enum FieldGeometryError: Error, Hashable, CustomStringConvertible {
  /// A latitude or longitude is not finite or out of its range.
  case coordinateOutOfRange(latitudeInDegrees: Double, longitudeInDegrees: Double)
  /// A frame was asked for around no position at all.
  case noPositions
  /// A ring has fewer than three distinct vertices.
  case tooFewVertices(count: Int)
  /// Two edges of a ring cross, touch or lie on each other, at a place; edges are counted from 1.
  case crossingEdges(first: Int, second: Int, at: LocalPoint)
  /// A ring encloses nothing; one of its corners is at a place.
  case noArea(at: LocalPoint)
  /// A position of a ring is not a finite number of metres.
  case positionNotFinite
  /// A hole is not inside its field but leaves it at a place; holes are counted from 1.
  case holeOutside(hole: Int, at: LocalPoint)
  /// Two holes of a field meet at a place; holes are counted from 1.
  case holesMeet(first: Int, second: Int, at: LocalPoint)

  /// Where it goes wrong, on the plane of the ring; nil where that is not one place.
  public var place: LocalPoint? {
    switch self {
    case .crossingEdges(_, _, let place), .noArea(let place), .holeOutside(_, let place), .holesMeet(_, _, let place):
      place
    case .coordinateOutOfRange, .noPositions, .tooFewVertices, .positionNotFinite: nil
    }
  }

  /// One sentence: what failed, why, what to do.
  public var description: String {
    switch self {
    case .coordinateOutOfRange(let latitude, let longitude):
      """
      The position with latitude \(latitude) and longitude \(longitude) is not on the Earth. \
      Give WGS 84 degrees, longitude first in GeoJSON and KML.
      """
    case .noPositions:
      "There is no position to make a frame around. Give a polygon."
    case .tooFewVertices(let count):
      "The ring has only \(count) distinct vertices. Give it three or more."
    case .crossingEdges(let first, let second, _):
      "The ring's edges \(first) and \(second) cross or touch. Draw it so that its outline never meets itself."
    case .noArea:
      "The ring encloses no area. Draw it around the field."
    case .positionNotFinite:
      "The ring has a position that is no finite number. Give WGS 84 degrees."
    case .holeOutside(let hole, _):
      "Hole \(hole) is not inside its field. Draw it within the outline, or cut it off the outline."
    case .holesMeet(let first, let second, _):
      "Holes \(first) and \(second) meet. Draw them as one hole."
    }
  }
}
