import FieldGeometry
import Foundation
import Quantities

/// Distances on a sphere, as DJI's mission files state them.
enum Haversine {
  /// The radius of the sphere.
  ///
  /// Seven of seven wayline folders of DJI state the sum of such distances with this radius to a millimetre; on the
  /// ellipsoid they are up to 0.35 per cent different.
  static let radius = Length.meters(6_371_000)

  /// The distance between two positions.
  static func distance(from start: GeoCoordinate, to end: GeoCoordinate) -> Length {
    let north = sin((end.latitude.radians - start.latitude.radians) / 2)
    let east = sin((end.longitude.radians - start.longitude.radians) / 2)
    let half = north * north + cos(start.latitude.radians) * cos(end.latitude.radians) * east * east
    return radius * (2 * asin(min(1, half.squareRoot())))
  }

  /// The length of a way.
  static func length(of way: [GeoCoordinate]) -> Length {
    zip(way, way.dropFirst()).reduce(.zero) { $0 + distance(from: $1.0, to: $1.1) }
  }

  /// The direction of a position from another, clockwise from north, from -180 to 180 degrees.
  static func bearing(from start: GeoCoordinate, to end: GeoCoordinate) -> Angle {
    let turn = end.longitude.radians - start.longitude.radians
    return .radians(
      atan2(
        sin(turn) * cos(end.latitude.radians),
        cos(start.latitude.radians) * sin(end.latitude.radians)
          - sin(start.latitude.radians) * cos(end.latitude.radians) * cos(turn)
      )
    )
  }
}
