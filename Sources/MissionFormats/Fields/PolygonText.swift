import FieldGeometry

/// A polygon as Mission Planner saves it: a position on each line, latitude first, and remarks behind `#`.
enum PolygonText {
  /// The polygon of a text; nil where it is none.
  ///
  /// - Throws: `MissionFormatsError` where a position is not on the Earth.
  static func shapes(in bytes: [UInt8], file: String) throws -> GeoShapes? {
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
    var positions: [(longitude: Double, latitude: Double)] = []
    for line in lines {
      let text = line.prefix { $0 != "#" }
      guard text.contains(where: { !$0.isWhitespace }) else { continue }
      let numbers = text.split { $0.isWhitespace || $0 == "," }.map { Double($0) }
      guard numbers.count == 2, let latitude = numbers[0], let longitude = numbers[1] else { return nil }
      positions.append((longitude, latitude))
    }
    guard positions.count >= 3 else { return nil }
    let ring = try PositionList(file: file, part: "the polygon").coordinates(positions)
    var shapes = GeoShapes()
    shapes.polygons = [GeoPolygon(outer: ring.first == ring.last ? ring : ring + ring.prefix(1))]
    return shapes
  }
}
