import Documents
import FieldGeometry
import Quantities

/// A reader of the shapes of a GeoJSON document (RFC 7946).
enum GeoJSONReader {
  static func shapes(in bytes: [UInt8], file: String) throws -> GeoShapes {
    let document = try document(in: bytes, file: file)
    if AirspaceZones.isZones(document) { return try AirspaceZones.shapes(in: document, file: file) }
    let shapes = try shapes(in: document, file: file)
    try checkBox(of: document, around: shapes, file: file)
    return shapes
  }

  /// Refuses shapes that only lie in the document's own `bbox` (RFC 7946, 5) with latitude and longitude exchanged.
  private static func checkBox(of document: JSONValue, around shapes: GeoShapes, file: String) throws {
    let box = (document["bbox"]?.elements ?? []).compactMap(\.double)
    guard box.count == 4 || box.count == 6 else { return }
    let (west, south, east, north) = (box[0], box[1], box[box.count / 2], box[box.count / 2 + 1])
    // Programs round the box; a hundredth of a degree is still far less than an exchange makes.
    func holds(_ longitude: Angle, _ latitude: Angle) -> Bool {
      (west - 0.01...max(west, east) + 0.01).contains(longitude.degrees)
        && (south - 0.01...max(south, north) + 0.01).contains(latitude.degrees)
    }
    let places = shapes.positions
    guard !places.isEmpty, !places.contains(where: { holds($0.longitude, $0.latitude) }),
      places.allSatisfy({ holds($0.latitude, $0.longitude) })
    else { return }
    throw MissionFormatsError.swapped(file: file, hint: "its 'bbox' holds it only the other way round")
  }

  /// The document of a file, in WGS 84.
  static func document(in bytes: [UInt8], file: String) throws -> JSONValue {
    let document: JSONValue
    do {
      document = try JSONValue(parsing: bytes)
    } catch let error as JSONSyntaxError {
      guard let features = sequence(bytes) else { throw MissionFormatsError.brokenJSON(file: file, reason: error) }
      return .members(["type": .string("FeatureCollection"), "features": .array(features)])
    }
    try checkReferenceSystem(of: document, file: file)
    return document
  }

  /// The features of a text with one on each line (GeoJSON Text Sequences, RFC 8142, or the same without its separators);
  /// nil where it is none.
  private static func sequence(_ bytes: [UInt8]) -> [JSONValue]? {
    let lines = bytes.split { $0 == UInt8(ascii: "\n") || $0 == 0x1E }.filter { line in line.contains { $0 > 0x20 } }
    guard lines.count > 1 else { return nil }
    let features = lines.compactMap { try? JSONValue(parsing: Array($0)) }
    return features.count == lines.count && features.allSatisfy { $0["type"] != nil } ? features : nil
  }

  /// The shapes of a document or of a part of one.
  static func shapes(in document: JSONValue, file: String) throws -> GeoShapes {
    var reader = Collector(file: file)
    try reader.add(document)
    return reader.shapes
  }

  /// Refuses the `crs` member of the 2008 draft where it names anything but WGS 84.
  private static func checkReferenceSystem(of document: JSONValue, file: String) throws {
    guard let name = document["crs"]?["properties"]?["name"]?.text else { return }
    let known = ["CRS84", "4326"]
    guard known.contains(where: name.hasSuffix) else {
      throw MissionFormatsError.foreignReferenceSystem(file: file, name: name)
    }
  }

  private struct Collector {
    let file: String
    var shapes = GeoShapes()

    mutating func add(_ object: JSONValue) throws {
      guard let type = object["type"]?.text else {
        throw MissionFormatsError.notGeoJSON(file: file, reason: "an object has no 'type'")
      }
      switch type {
      case "FeatureCollection": try list("features", of: object, type).forEach { try add($0) }
      case "GeometryCollection": try list("geometries", of: object, type).forEach { try add($0) }
      case "Feature":
        // A feature may have no place: then its geometry is null.
        if let geometry = object["geometry"], geometry != .null { try add(geometry) }
      case "Polygon": try addPolygon(list("coordinates", of: object, type))
      case "MultiPolygon":
        for rings in try list("coordinates", of: object, type) {
          guard let rings = rings.elements else {
            throw MissionFormatsError.notGeoJSON(
              file: file,
              reason: "a MultiPolygon's coordinates are no lists of rings"
            )
          }
          try addPolygon(rings)
        }
      case "Point":
        shapes.otherKinds.insert(type)
        // An empty list of numbers is a point without a place (RFC 7946, 3.1).
        let position = JSONValue.array(try list("coordinates", of: object, type))
        if position != .array([]) { shapes.points += try line([position], "point \(shapes.points.count + 1)") }
      case "MultiPoint":
        shapes.otherKinds.insert(type)
        shapes.points += try line(list("coordinates", of: object, type), "point \(shapes.points.count + 1)")
      case "LineString":
        shapes.otherKinds.insert(type)
        try addLine(list("coordinates", of: object, type))
      case "MultiLineString":
        shapes.otherKinds.insert(type)
        for positions in try list("coordinates", of: object, type) {
          guard let positions = positions.elements else {
            throw MissionFormatsError.notGeoJSON(file: file, reason: "a MultiLineString's coordinates are no lists")
          }
          try addLine(positions)
        }
      default: throw MissionFormatsError.notGeoJSON(file: file, reason: "'\(type)' is none of its types")
      }
    }

    private func list(_ key: String, of object: JSONValue, _ type: String) throws -> [JSONValue] {
      guard let elements = object[key]?.elements else {
        throw MissionFormatsError.notGeoJSON(file: file, reason: "a \(type) has no list '\(key)'")
      }
      return elements
    }

    private mutating func addLine(_ positions: [JSONValue]) throws {
      guard !positions.isEmpty else { return }
      shapes.lines.append(try line(positions, "line \(shapes.lines.count + 1)"))
    }

    private func line(_ positions: [JSONValue], _ part: String) throws -> [GeoCoordinate] {
      try PositionList(file: file, part: part).coordinates(pairs(positions, part))
    }

    private mutating func addPolygon(_ rings: [JSONValue]) throws {
      // An empty list of rings is a polygon without a place (RFC 7946, 3.1).
      guard !rings.isEmpty else { return }
      let number = shapes.polygons.count + 1
      var notes: [String] = []
      let read = try rings.enumerated().map { index, ring in
        guard let positions = ring.elements else {
          throw MissionFormatsError.notGeoJSON(file: file, reason: "ring \(index + 1) of polygon \(number) is no list")
        }
        let part = PositionList.part(polygon: number, ring: index + 1)
        return try PositionList.ring(
          pairs(positions, part),
          file: file,
          polygon: number,
          ring: index + 1,
          notes: &notes
        )
      }
      shapes.notes += notes
      shapes.polygons.append(GeoPolygon(outer: read[0], holes: Array(read.dropFirst())))
    }

    private func pairs(_ positions: [JSONValue], _ part: String) throws -> [(longitude: Double, latitude: Double)] {
      try positions.map { position in
        // A third number is a height, which a plan over the ground does not need.
        guard let numbers = position.elements, numbers.count >= 2, let longitude = numbers[0].double,
          let latitude = numbers[1].double
        else {
          throw MissionFormatsError.brokenPosition(file: file, part: part, text: String(position.document.prefix(60)))
        }
        return (longitude, latitude)
      }
    }
  }
}
