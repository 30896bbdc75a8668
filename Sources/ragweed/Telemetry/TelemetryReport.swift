import Documents
import FieldGeometry
import Foundation
import MissionFormats
import Quantities
import Tables
import Telemetry

/// A track, printed.
struct TelemetryReport {
  let track: Track

  /// The track with the unit in each key; null for what is not known.
  var json: JSONValue {
    .members([
      "schema": .string(DocumentSchema.telemetry.rawValue),
      "dialect": .string(track.dialect),
      "fixes": .array(
        track.fixes.map { fix in
          .object(
            [
              JSONMember(key: "time_s", value: .number(orNull: fix.time?.inSeconds)),
              JSONMember(key: "latitude_deg", value: .number(fix.position.latitude.degrees)),
              JSONMember(key: "longitude_deg", value: .number(fix.position.longitude.degrees)),
            ] + Self.properties(fix)
          )
        }
      ),
      "moments_without_fix": .integer(track.momentsWithoutFix),
    ])
  }

  /// The track as GeoJSON: a line along all fixes, and a point for each.
  var geoJSON: String {
    let places = track.fixes.map { fix in
      JSONValue.array([
        .fixed(fix.position.longitude.degrees, decimals: 9), .fixed(fix.position.latitude.degrees, decimals: 9),
      ])
    }
    var features: [JSONValue] = []
    if places.count > 1 {
      features.append(
        Self.feature("LineString", .array(places), [JSONMember(key: "dialect", value: .string(track.dialect))])
      )
    }
    for (fix, place) in zip(track.fixes, places) {
      let time = JSONMember(key: "time_s", value: .number(orNull: fix.time?.inSeconds))
      features.append(Self.feature("Point", place, [time] + Self.properties(fix)))
    }
    var writer = JSONWriter()
    writer.writeFeatureCollection(features, schema: .telemetryFeatures)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// The track for people.
  var table: String {
    var table = TextTable()
    table.add(["time s", "latitude", "longitude", "altitude m", "above", "yaw", "pitch", "roll", "satellites"])
    table.addRule()
    for fix in track.fixes {
      table.add([
        Self.text(fix.time?.inSeconds, decimals: 3), Self.text(fix.position.latitude.degrees, decimals: 7),
        Self.text(fix.position.longitude.degrees, decimals: 7), Self.text(fix.altitude?.meters, decimals: 2),
        fix.altitude == nil ? "-" : fix.altitudeReference.rawValue, Self.text(fix.yaw?.degrees, decimals: 1),
        Self.text(fix.pitch?.degrees, decimals: 1), Self.text(fix.roll?.degrees, decimals: 1),
        fix.satellites.map(String.init) ?? "-",
      ])
    }
    let missing = track.momentsWithoutFix
    let end = missing > 0 ? ", \(missing) moment\(missing == 1 ? "" : "s") without a position" : ""
    let count = track.fixes.count
    return table.text() + "\n\(track.dialect): \(count) fix\(count == 1 ? "" : "es")\(end)"
  }

  private static func properties(_ fix: Fix) -> [JSONMember] {
    [
      JSONMember(key: "altitude_m", value: .number(orNull: fix.altitude?.meters)),
      JSONMember(key: "altitude_reference", value: .string(fix.altitudeReference.rawValue)),
      JSONMember(key: "yaw_deg", value: .number(orNull: fix.yaw?.degrees)),
      JSONMember(key: "pitch_deg", value: .number(orNull: fix.pitch?.degrees)),
      JSONMember(key: "roll_deg", value: .number(orNull: fix.roll?.degrees)),
      JSONMember(key: "satellites", value: fix.satellites.map(JSONValue.integer) ?? .null),
    ]
  }

  private static func feature(_ kind: String, _ coordinates: JSONValue, _ properties: [JSONMember]) -> JSONValue {
    .members([
      "type": .string("Feature"),
      "geometry": .members(["type": .string(kind), "coordinates": coordinates]),
      "properties": .object(properties),
    ])
  }

  private static func text(_ value: Double?, decimals: Int) -> String {
    value.map { String(format: "%.\(decimals)f", $0) } ?? "-"
  }
}
