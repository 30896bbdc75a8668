import FieldGeometry
import Quantities

/// The making of rings, lines and places from a file's positions, with the place in the file for messages.
struct PositionList {
  let file: String
  /// What the positions are, such as `ring 1 of polygon 2`.
  let part: String

  /// The positions on the Earth.
  func coordinates(_ positions: [(longitude: Double, latitude: Double)]) throws -> [GeoCoordinate] {
    try positions.map { position in
      do {
        return try GeoCoordinate(latitude: .degrees(position.latitude), longitude: .degrees(position.longitude))
      } catch {
        // Metres of a national grid are far more than a turn.
        guard max(position.latitude.magnitude, position.longitude.magnitude) <= 360 else {
          throw MissionFormatsError.projectedPosition(
            file: file,
            part: part,
            x: "\(position.longitude)",
            y: "\(position.latitude)"
          )
        }
        throw MissionFormatsError.positionOffEarth(
          file: file,
          part: part,
          longitude: "\(position.longitude)",
          latitude: "\(position.latitude)",
          isSwapped: position.longitude.magnitude <= 90 && position.latitude.magnitude <= 180
        )
      }
    }
  }

  /// The positions of a ring, closed in the file.
  static func ring(
    _ positions: [(longitude: Double, latitude: Double)],
    file: String,
    polygon: Int,
    ring: Int
  ) throws -> [GeoCoordinate] {
    let coordinates = try PositionList(file: file, part: part(polygon: polygon, ring: ring)).coordinates(positions)
    if let first = coordinates.first, let last = coordinates.last, first != last {
      throw MissionFormatsError.ringNotClosed(file: file, polygon: polygon, ring: ring)
    }
    return coordinates
  }

  /// What messages call a ring, both counted from 1.
  static func part(polygon: Int, ring: Int) -> String { "ring \(ring) of polygon \(polygon)" }
}
