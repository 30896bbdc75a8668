import FieldGeometry
import Foundation
import Markup

/// A reader of the shapes of a GPX document: routes and the stretches of tracks are lines, waypoints are points.
enum GPXShapes {
  static func shapes(in bytes: [UInt8], file: String) throws -> GeoShapes {
    let handler = GPXHandler(file: file)
    do {
      try MarkupReader.read(bytes, handler)
    } catch let reason as MarkupError {
      throw MissionFormatsError.brokenXML(file: file, reason: reason)
    }
    guard handler.isGPX else { throw MissionFormatsError.unknownFormat(file: file) }
    return handler.shapes
  }

  /// Whether a document is one: its first element is behind the declaration and perhaps a comment.
  static func isGPX(_ bytes: [UInt8]) -> Bool {
    String(decoding: bytes.prefix(4000), as: UTF8.self).contains("<gpx")
  }
}

/// What the parser tells of a document; a class because the parser asks for one.
private final class GPXHandler: MarkupHandler {
  let file: String
  var shapes = GeoShapes()
  /// Whether the first element is that of GPX.
  private(set) var isGPX = false
  private var isRoot = true
  private var line: [GeoCoordinate] = []

  init(file: String) { self.file = file }

  func begin(_ name: String, attributes: [String: String]) throws {
    if isRoot { isGPX = name == "gpx" }
    isRoot = false
    switch name {
    case "trkseg", "rte": line = []
    case "trkpt", "rtept": line += try position(attributes, part: "line \(shapes.lines.count + 1)")
    case "wpt":
      shapes.otherKinds.insert("Point")
      shapes.points += try position(attributes, part: "point \(shapes.points.count + 1)")
    default: break
    }
  }

  func text(_ part: String) {}

  func end(_ name: String) {
    guard name == "trkseg" || name == "rte" else { return }
    shapes.otherKinds.insert("LineString")
    if !line.isEmpty { shapes.lines.append(line) }
    if name == "trkseg", line.count > 2 { shapes.hasRecordedLines = true }
    line = []
  }

  private func position(_ attributes: [String: String], part: String) throws -> [GeoCoordinate] {
    guard let longitude = attributes["lon"].flatMap(Double.init), let latitude = attributes["lat"].flatMap(Double.init)
    else {
      throw MissionFormatsError.brokenPosition(
        file: file,
        part: part,
        text: "\(attributes["lon"] ?? ""),\(attributes["lat"] ?? "")"
      )
    }
    return try PositionList(file: file, part: part).coordinates([(longitude, latitude)])
  }
}
