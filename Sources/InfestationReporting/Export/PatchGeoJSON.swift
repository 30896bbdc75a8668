import Documents
import FieldGeometry
import Foundation
import GeoRaster
import Quantities

/// Patches as GeoJSON (RFC 7946), with numbers and points inside.
struct PatchGeoJSON {
  /// The document.
  let bytes: [UInt8]

  /// Writes a map.
  ///
  /// - Throws: `GeoRasterError` where ground cannot be brought to WGS 84.
  init(_ map: SurveyMap) throws {
    func pair(_ position: GeoCoordinate) -> JSONValue {
      .array([.fixed(position.longitude.degrees, decimals: 8), .fixed(position.latitude.degrees, decimals: 8)])
    }
    let features = try map.patches.map { patch -> JSONValue in
      let polygons = try map.plane.polygons(of: patch.ground).map { rings in
        // Outlines turn counter-clockwise there, holes clockwise.
        JSONValue.array(
          rings.enumerated().map { index, ring in
            .array((Self.turned(ring, isHole: index > 0) + Self.turned(ring, isHole: index > 0).prefix(1)).map(pair))
          }
        )
      }
      let geometry: JSONValue =
        polygons.count == 1
        ? .members(["type": .string("Polygon"), "coordinates": polygons[0]])
        : .members(["type": .string("MultiPolygon"), "coordinates": .array(polygons)])
      return .members([
        "type": .string("Feature"),
        "id": .integer(patch.number),
        "properties": .members([
          "number": .integer(patch.number), "class": .string(patch.className),
          "area_m2": .number(patch.area.squareMeters), "mean_probability": .number(orNull: patch.meanProbability),
          "positional_accuracy_m": .number(orNull: patch.positionalAccuracy?.meters),
          "source": .string(patch.source), "point": pair(try map.plane.positionInside(patch.ground)),
        ]),
        "geometry": geometry,
      ])
    }
    var writer = JSONWriter()
    writer.writeFeatureCollection(features, schema: .patches)
    bytes = writer.bytes
  }

  private static func turned(_ ring: [GeoCoordinate], isHole: Bool) -> [GeoCoordinate] {
    var sum = 0.0
    for (here, next) in zip(ring, Array(ring.dropFirst()) + ring.prefix(1)) {
      sum +=
        (next.longitude.degrees - here.longitude.degrees) * (next.latitude.degrees + here.latitude.degrees)
    }
    return (sum < 0) == isHole ? ring.reversed() : ring
  }
}
