import Quantities

extension GeoCoordinate {
  /// The position with latitude and longitude exchanged; nil where that is not on the Earth.
  public var swapped: GeoCoordinate? { try? GeoCoordinate(latitude: longitude, longitude: latitude) }

  /// Whether a position is within a degree of latitude and of longitude: further than any survey reaches.
  public func isNear(_ other: GeoCoordinate) -> Bool {
    let east = (longitude.degrees - other.longitude.degrees).magnitude
    return (latitude.degrees - other.latitude.degrees).magnitude <= 1 && min(east, 360 - east) <= 1
  }

  /// Whether it is far from another position but near to it with latitude and longitude exchanged.
  public func looksSwapped(beside other: GeoCoordinate) -> Bool {
    !isNear(other) && swapped?.isNear(other) == true
  }
}
