import FieldGeometry
import Quantities

/// The making of rings from a file's positions, with the place in the file for messages.
struct RingBuilder {
  let file: String
  let polygon: Int
  let ring: Int

  /// The positions of a ring, closed in the file.
  func ring(_ positions: [(longitude: Double, latitude: Double)]) throws -> [GeoCoordinate] {
    let coordinates = try positions.map { position in
      do {
        return try GeoCoordinate(latitude: .degrees(position.latitude), longitude: .degrees(position.longitude))
      } catch {
        // Metres of a national grid are far more than a turn.
        guard max(position.latitude.magnitude, position.longitude.magnitude) <= 360 else {
          throw MissionFormatsError.projectedPosition(
            file: file,
            polygon: polygon,
            ring: ring,
            x: "\(position.longitude)",
            y: "\(position.latitude)"
          )
        }
        throw MissionFormatsError.positionOffEarth(
          file: file,
          polygon: polygon,
          ring: ring,
          longitude: "\(position.longitude)",
          latitude: "\(position.latitude)",
          isSwapped: position.longitude.magnitude <= 90 && position.latitude.magnitude <= 180
        )
      }
    }
    if let first = coordinates.first, let last = coordinates.last, first != last {
      throw MissionFormatsError.ringNotClosed(file: file, polygon: polygon, ring: ring)
    }
    return coordinates
  }
}
