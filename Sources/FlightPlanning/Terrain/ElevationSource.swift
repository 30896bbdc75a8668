public import FieldGeometry
public import Quantities

/// Heights of the ground, for a plan that keeps its height above it.
///
/// Only differences matter to a plan: heights above the ellipsoid serve as well as heights above the sea.
public protocol ElevationSource {
  /// What messages call it, such as the file's path.
  var name: String { get }

  /// The distance on the ground from one of its values to the next; samples are taken no further apart.
  var resolution: Length { get }

  /// The heights at some places.
  ///
  /// - Parameter places: the places.
  /// - Returns: a value for each place.
  /// - Throws: where the source cannot be read.
  func elevations(at places: [GeoCoordinate]) throws -> [GroundElevation]
}
