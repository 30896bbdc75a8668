import FieldGeometry
import Quantities

/// What receivers write where they have no position.
enum Receiver {
  /// A position, unless it is none on the Earth or the 0, 0 that is written without a fix.
  static func position(latitude: Double, longitude: Double) -> GeoCoordinate? {
    guard latitude != 0 || longitude != 0 else { return nil }
    return try? GeoCoordinate(latitude: .degrees(latitude), longitude: .degrees(longitude))
  }
}
