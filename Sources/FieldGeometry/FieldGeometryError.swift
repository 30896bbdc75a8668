/// Why a field's geometry cannot be used.
public enum FieldGeometryError: Error, Hashable, CustomStringConvertible {
  /// A latitude or longitude is not finite or out of its range.
  case coordinateOutOfRange(latitudeInDegrees: Double, longitudeInDegrees: Double)

  /// One sentence: what failed, why, what to do.
  public var description: String {
    switch self {
    case .coordinateOutOfRange(let latitude, let longitude):
      """
      The position with latitude \(latitude) and longitude \(longitude) is not on the Earth. \
      Give WGS 84 degrees, longitude first in GeoJSON and KML.
      """
    }
  }
}
