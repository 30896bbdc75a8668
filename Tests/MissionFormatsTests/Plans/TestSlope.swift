import FieldGeometry
import FlightPlanning
import Quantities

/// Invented ground that rises evenly to the north, with ridges from north-west to south-east, so that plans over it have
/// waypoints within lines of any direction.
struct TestSlope: ElevationSource {
  var name: String { "slope.tif" }
  var resolution: Length { .meters(5) }

  /// The height of the ground: 250 m and a rise of about 9 m to the north, with ridges of 8 m.
  static func height(at place: GeoCoordinate) -> Length {
    let north = (place.latitude.degrees - 48.2) * 3000
    let ridges = (place.longitude.degrees - 16.4) / 0.0027 + (place.latitude.degrees - 48.2) / 0.0018
    let part = ridges - ridges.rounded(.down)
    return .meters(250 + north + 32 * part * (1 - part))
  }

  func elevations(at places: [GeoCoordinate]) -> [GroundElevation] { places.map { .height(Self.height(at: $0)) } }
}
