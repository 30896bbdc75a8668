import Documents
public import FieldGeometry
public import Foundation
import GeoRaster
public import Quantities

/// A map's patches as a file for crews and offices, each with its number.
public struct PatchExport {
  /// A kind of file.
  public enum Kind: String, Sendable, CaseIterable {
    /// KML 2.2.
    case kml
    /// The same in a zip archive.
    case kmz
    /// GPX 1.1: a waypoint for each patch, a route from stop to stop.
    case gpx
    /// A Shapefile.
    case shapefile
    /// A table.
    case csv
    /// GeoJSON.
    case geojson
  }

  /// What is written.
  public var kind: Kind
  /// Where a crew begins; nil for the westernmost patch.
  public var start: GeoCoordinate?
  /// What a receiver tells apart: patches nearer than this are one stop.
  public var reach = Length.meters(4)
  /// Whether a table has semicolons and decimal commas.
  public var hasDecimalCommas = false
  /// What the survey is called.
  public var title = "ragweed"

  /// An export of a kind.
  public init(_ kind: Kind) { self.kind = kind }

  /// The files, by the endings that they get.
  ///
  /// - Parameters:
  ///   - map: the map.
  ///   - name: the name of the file without its ending.
  /// - Returns: one file, or those of a Shapefile.
  /// - Throws: `ReportingError.noPatches`, `GeoRasterError`.
  public func files(_ map: SurveyMap, named name: String) throws -> [(name: String, data: Data)] {
    guard !map.patches.isEmpty else { throw ReportingError.noPatches(path: map.path) }
    switch kind {
    case .kml: return [("\(name).kml", Data(try PatchKML(map, title: title).text.utf8))]
    case .kmz:
      var archive = StoredArchive()
      archive.add("doc.kml", Array(try PatchKML(map, title: title).text.utf8))
      return [("\(name).kmz", Data(archive.bytes))]
    case .gpx:
      let stops = try PatchStop.tour(of: map, reach: reach, from: start)
      return [("\(name).gpx", Data(try PatchGPX(map, stops: stops, title: title).text.utf8))]
    case .shapefile: return try Self.table(map).files(.shapefile, named: name)
    case .csv: return [("\(name).csv", Data(try PatchTable(map, hasDecimalCommas: hasDecimalCommas).text.utf8))]
    case .geojson: return [("\(name).geojson", Data(try PatchGeoJSON(map).bytes))]
    }
  }

  /// A number as people write it on a list: all of one map have as many digits.
  static func label(_ number: Int, of count: Int) -> String {
    let text = "\(number)"
    return String(repeating: "0", count: max(3, "\(count)".count) - text.count) + text
  }

  private static func table(_ map: SurveyMap) throws -> ShapeTable {
    ShapeTable(
      columns: [
        ("NUMBER", .integer), ("CLASS", .text(40)), ("AREA_M2", .number(digits: 14, decimals: 4)),
        ("CERTAINTY", .number(digits: 6, decimals: 4)), ("ACCUR_M", .number(digits: 8, decimals: 2)),
        ("SOURCE", .text(120)),
      ],
      rows: try map.patches.map { patch in
        (
          values: [
            .number(Double(patch.number)), .text(patch.className), .number(patch.area.squareMeters),
            patch.meanProbability.map { .number($0) } ?? .none,
            patch.positionalAccuracy.map { .number($0.meters) } ?? .none, .text(patch.source),
          ],
          polygons: try map.plane.polygons(of: patch.ground)
        )
      }
    )
  }
}
