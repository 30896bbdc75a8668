import Documents
import Foundation
import MissionFormats
import TestSupport
import Testing

@Suite(.enabled(if: Program.isInstalled("ogr2ogr"))) struct PlanFieldFormatTests {
  static let field = "Missions/seewinkel-field/field.geojson"
  static let options = ["--drone", "phantom-4-pro", "--gsd", "1cm", "--format", "json"]

  /// GDAL's formats, each in a national grid and in degrees; the same field must come out of all.
  @Test(arguments: [
    ("GPKG", "f.gpkg", "EPSG:31256"), ("GPKG", "f.gpkg", "EPSG:4326"), ("ESRI Shapefile", "f.shp", "EPSG:3035"),
    ("ESRI Shapefile", "f.shp", "EPSG:4326"), ("ESRI Shapefile", "f.shz", "EPSG:32633"),
    ("GPKG", "f.GPKG", "EPSG:3857"),
    ("LIBKML", "f.kmz", "EPSG:4326"),
  ])
  func theSameFieldComesOutOfEveryFormat(driver: String, name: String, system: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.path(name)
    let made = try Program.installed("ogr2ogr", "-f", driver, "-t_srs", system, path, Self.field)
    try #require(made.status == 0, "\(made.messages)")
    let expected = try JSONValue(parsing: Array(Program(arguments: ["plan", Self.field] + Self.options).output.utf8))
    let run = try Program(arguments: ["plan", path] + Self.options)
    #expect(run.status == 0, "\(run.messages)")
    let summary = try JSONValue(parsing: Array(run.output.utf8))
    for key in ["area_m2", "path_length_m", "images", "coverage_percent"] {
      let one = try #require(expected[key]?.double)
      let other = try #require(summary[key]?.double)
      #expect(abs(one / other - 1) < 2e-3, "\(key): \(one), \(other)")
    }
    // The pond came along.
    let area = try #require(summary["area_m2"]?.double)
    #expect(abs(area / (expected["area_m2"]?.double ?? 0) - 1) < 1e-6)
  }

  @Test func aLayerWithoutAPolygonIsRefused() throws {
    let folder = try TemporaryFolder()
    let points = try folder.write(
      #"{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[16,48],[16.1,48]]}}"#,
      as: "line.geojson"
    )
    try Program.installed("ogr2ogr", folder.path("line.gpkg"), points)
    try Program.installed("ogr2ogr", "-where", "1=0", folder.path("empty.gpkg"), Self.field)
    try Program.installed("ogr2ogr", "-a_srs", "EPSG:4326", "-t_srs", "EPSG:32633", folder.path("bare.shp"), Self.field)
    try FileManager.default.removeItem(atPath: folder.path("bare.prj"))
    _ = try folder.write(Data([0, 0, 0x27, 0x0A, 1, 2, 3]), as: "broken.shp")
    _ = try folder.write(Data([0x50, 0x4B, 3, 4, 1, 2, 3]), as: "broken.kmz")
    for (name, sentence) in [
      (
        "line.gpkg",
        "Cannot read field boundary 'FILE': it has no polygon, only LINESTRING. Draw the field as a polygon.\n"
      ),
      ("empty.gpkg", "Cannot read field boundary 'FILE': its layers are empty. Draw the field as a polygon.\n"),
      ("bare.shp", "which is not on the Earth, and names no reference system. Give it one with ogr2ogr -a_srs"),
      ("broken.shp", "Cannot read field boundary 'FILE': "),
      ("broken.kmz", "Cannot read 'FILE': it is no zip archive that is whole. Copy it again from its source.\n"),
    ] {
      let run = try Program(arguments: ["plan", folder.path(name)] + Self.options)
      #expect(run.status == 65)
      #expect(run.output.isEmpty)
      #expect(
        run.messages.contains(sentence.replacingOccurrences(of: "FILE", with: folder.path(name))),
        "\(run.messages)"
      )
    }
  }
}
