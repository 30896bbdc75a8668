import FieldGeometry
import Foundation
import Markup

/// A reader of the shapes of a KML document (OGC 07-147r2).
enum KMLReader {
  static func shapes(in bytes: [UInt8], file: String) throws -> GeoShapes {
    let handler = KMLHandler(file: file)
    do {
      try MarkupReader.read(bytes, handler)
    } catch let reason as MarkupError {
      throw MissionFormatsError.brokenXML(file: file, reason: reason)
    }
    guard handler.isKML || !handler.shapes.polygons.isEmpty else {
      throw MissionFormatsError.unknownFormat(file: file)
    }
    return handler.shapes
  }
}

/// What the parser tells of a document; a class because the parser asks for one.
private final class KMLHandler: MarkupHandler {
  let file: String
  var shapes = GeoShapes()
  /// Whether the first element is that of KML.
  private(set) var isKML = false
  private var isRoot = true
  private var outer: [GeoCoordinate]?
  private var holes: [[GeoCoordinate]] = []
  private var isInPolygon = false
  /// The line or point that is open; nil in a polygon.
  private var simpleKind: String?
  private var isHole = false
  private var text: String?

  init(file: String) { self.file = file }

  func begin(_ name: String, attributes: [String: String]) {
    if isRoot { isKML = name == "kml" }
    isRoot = false
    switch name {
    case "Polygon":
      isInPolygon = true
      outer = nil
      holes = []
    case "innerBoundaryIs": isHole = true
    case "outerBoundaryIs": isHole = false
    case "coordinates" where isInPolygon || simpleKind != nil: text = ""
    case let kind where ["Point", "LineString", "Track"].contains(kind):
      shapes.otherKinds.insert(kind)
      simpleKind = kind
    default: break
    }
  }

  func text(_ part: String) { text?.append(part) }

  func end(_ name: String) throws {
    switch name {
    case "coordinates":
      guard let coordinates = text else { return }
      text = nil
      guard isInPolygon else { return try addSimple(coordinates) }
      let ring = try self.ring(coordinates)
      if isHole { holes.append(ring) } else { outer = ring }
    case "Polygon":
      isInPolygon = false
      if let outer { shapes.polygons.append(GeoPolygon(outer: outer, holes: holes)) }
    case "Point", "LineString", "Track": simpleKind = nil
    default: break
    }
  }

  private func addSimple(_ text: String) throws {
    let isPoint = simpleKind == "Point"
    let part = isPoint ? "point \(shapes.points.count + 1)" : "line \(shapes.lines.count + 1)"
    let coordinates = try PositionList(file: file, part: part).coordinates(positions(text, part))
    if isPoint { shapes.points += coordinates } else if !coordinates.isEmpty { shapes.lines.append(coordinates) }
  }

  private func ring(_ text: String) throws -> [GeoCoordinate] {
    let number = shapes.polygons.count + 1
    let ring = isHole ? holes.count + 2 : 1
    let positions = try positions(text, PositionList.part(polygon: number, ring: ring))
    return try PositionList.ring(positions, file: file, polygon: number, ring: ring, notes: &shapes.notes)
  }

  private func positions(_ text: String, _ part: String) throws -> [(longitude: Double, latitude: Double)] {
    // Some programs put a space behind the comma, which the standard does not allow but the eye does not see.
    let tuples = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      .replacingOccurrences(of: ", ", with: ",").split(separator: " ")
    return try tuples.map { tuple in
      let numbers = tuple.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
      guard numbers.count >= 2, let longitude = numbers[0], let latitude = numbers[1] else {
        throw MissionFormatsError.brokenPosition(file: file, part: part, text: String(tuple.prefix(60)))
      }
      return (longitude, latitude)
    }
  }
}
