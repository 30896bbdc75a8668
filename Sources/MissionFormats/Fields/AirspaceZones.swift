import Documents
import FieldGeometry
import Foundation
import Quantities

/// Zones for unmanned aircraft as authorities publish them (EUROCAE ED-269, in JSON): polygons and circles, each with heights.
///
/// A zone counts as one whatever its heights: which of them hold where the drone flies is for the pilot to judge.
enum AirspaceZones {
  /// A circle becomes a polygon of so many corners, from outside.
  private static let corners = 64
  private static let feet = 0.3048

  /// Whether a document is one of zones.
  static func isZones(_ document: JSONValue) -> Bool {
    guard document["type"] == nil, let features = document["features"]?.elements else { return false }
    return features.contains { $0["geometry"]?.elements?.contains { $0["horizontalProjection"] != nil } ?? false }
  }

  /// The zones of a document.
  ///
  /// - Throws: `MissionFormatsError` where a zone has no sound outline.
  static func shapes(in document: JSONValue, file: String) throws -> GeoShapes {
    var shapes = GeoShapes()
    for feature in document["features"]?.elements ?? [] {
      for volume in feature["geometry"]?.elements ?? [] {
        guard let outline = volume["horizontalProjection"] else { continue }
        if outline["type"]?.text == "Circle" {
          shapes.polygons.append(try circle(outline, unit: volume["uomDimensions"]?.text, file: file))
        } else {
          shapes.add(try GeoJSONReader.shapes(in: outline, file: file))
        }
      }
    }
    if !shapes.polygons.isEmpty {
      shapes.notes.append(
        "'\(file)' holds \(shapes.polygons.count) zones of an authority; their heights are not looked at"
      )
    }
    return shapes
  }

  private static func circle(_ outline: JSONValue, unit: String?, file: String) throws -> GeoPolygon {
    let place = (outline["center"]?.elements ?? []).compactMap(\.double)
    guard place.count >= 2, let size = outline["radius"]?.double, size > 0, size < 1e6 else {
      throw MissionFormatsError.notGeoJSON(file: file, reason: "a circle has no centre or no radius")
    }
    let center = try PositionList(file: file, part: "a circle").coordinates([(longitude: place[0], latitude: place[1])]
    )[0]
    let frame = LocalFrame(origin: center)
    let radius = size * (unit?.uppercased() == "FT" ? feet : 1) / cos(.pi / Double(corners))
    let ring = try (0..<corners).map { index in
      let angle = 2 * Double.pi * Double(index) / Double(corners)
      return try frame.coordinate(
        of: LocalPoint(east: .meters(radius * cos(angle)), north: .meters(radius * sin(angle)))
      )
    }
    return GeoPolygon(outer: ring + ring.prefix(1))
  }
}
