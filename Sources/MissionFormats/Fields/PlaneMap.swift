import Documents
public import FieldGeometry
import Quantities

/// A field on a plane, as a JSON document with rings in metres: the outline first, then the holes.
///
///     {"name": "square", "unit": "m", "rings": [[[0, 0], [100, 0], [100, 100], [0, 100], [0, 0]]]}
public struct PlaneMap: Sendable {
  /// What the map is called; the file's name where it has none.
  public let name: String
  /// The field.
  public let field: FieldBoundary

  /// Reads a map.
  ///
  /// - Parameters:
  ///   - bytes: the document.
  ///   - file: what messages call it.
  /// - Throws: `MissionFormatsError` where it is no such document or its rings are no sound field.
  public init(reading bytes: [UInt8], file: String) throws {
    let document: JSONValue
    do {
      document = try JSONValue(parsing: bytes)
    } catch let error as JSONSyntaxError {
      throw MissionFormatsError.unreadableMap(file: file, reason: "line \(error.line): \(error.reason)")
    }
    guard let rings = document["rings"]?.elements, !rings.isEmpty else {
      throw MissionFormatsError.unreadableMap(file: file, reason: "it has no list 'rings'")
    }
    if let unit = document["unit"], unit.text != "m" {
      throw MissionFormatsError.unreadableMap(file: file, reason: "its unit is not \"m\"")
    }
    let places = try rings.enumerated().map { index, ring in
      try (ring.elements ?? []).map { pair in
        guard let numbers = pair.elements, numbers.count == 2, let east = numbers[0].double,
          let north = numbers[1].double
        else {
          throw MissionFormatsError.unreadableMap(
            file: file,
            reason: "ring \(index + 1) has a position that is no pair of numbers"
          )
        }
        return LocalPoint(east: .meters(east), north: .meters(north))
      }
    }
    name = document["name"]?.text ?? file
    do {
      field = try FieldBoundary(
        outer: LinearRing(places[0]),
        holes: places.dropFirst().map { try LinearRing($0) }
      )
    } catch let error as FieldGeometryError {
      throw MissionFormatsError.unsoundMap(file: file, reason: error)
    }
  }
}
