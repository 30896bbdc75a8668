public import Quantities

/// A position on the WGS 84 ellipsoid.
public struct GeoCoordinate: Sendable, Hashable {
  /// The geodetic latitude, from -90 to 90 degrees, north positive.
  public let latitude: Angle

  /// The longitude, from -180 to 180 degrees, east positive.
  public let longitude: Angle

  /// Makes a position.
  ///
  /// - Throws: `FieldGeometryError.coordinateOutOfRange` where an angle is not finite or out of its range.
  public init(latitude: Angle, longitude: Angle) throws {
    // A tolerance of a nanodegree lets the exact limits survive the way through radians.
    let limit = 1e-9
    guard latitude.degrees.magnitude <= 90 + limit, longitude.degrees.magnitude <= 180 + limit else {
      throw FieldGeometryError.coordinateOutOfRange(
        latitudeInDegrees: latitude.degrees,
        longitudeInDegrees: longitude.degrees
      )
    }
    self.latitude = latitude
    self.longitude = longitude
  }
}
