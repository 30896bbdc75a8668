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

  /// The positions of a ring; one that the file leaves open is closed, and a note says so.
  static func ring(
    _ positions: [(longitude: Double, latitude: Double)],
    file: String,
    polygon: Int,
    ring: Int,
    notes: inout [String]
  ) throws -> [GeoCoordinate] {
    let part = part(polygon: polygon, ring: ring)
    let coordinates = try PositionList(file: file, part: part).coordinates(positions)
    guard let first = coordinates.first, coordinates.last != first else { return coordinates }
    notes.append("In '\(file)' \(part) is not closed; its last position is joined to its first")
    return coordinates + [first]
  }

  /// What messages call a ring, both counted from 1.
  static func part(polygon: Int, ring: Int) -> String { "ring \(ring) of polygon \(polygon)" }
}
