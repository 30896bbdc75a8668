import Foundation
import TestSupport
import Testing

/// Fields as people have them: read with a word on what was mended.
@Suite struct FieldCaseTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func plan(_ path: String, _ more: [String] = []) throws -> Program {
    let output = ["--output", folder.path("plan"), "--overwrite"]
    return try Program(arguments: ["plan", path, "--drone", "mavic-3-enterprise", "--gsd", "2cm"] + output + more)
  }

  private func area(_ outcome: Program) -> Double? {
    outcome.output.firstMatch(of: /\narea +([0-9.]+) ha/).flatMap { Double($0.output.1) }
  }

  private static let square = [(16.6, 48.1), (16.60335, 48.1), (16.60335, 48.10135), (16.6, 48.10135)]

  private func ring(_ corners: [(Double, Double)]) -> String {
    corners.map { "[\($0.0), \($0.1)]" }.joined(separator: ", ")
  }

  @Test("A ring that is not closed, a closed line, Mission Planner's polygon, a feature on each line: 3.75 ha, and why")
  func outlines() throws {
    let open = #"{"type": "Polygon", "coordinates": [[\#(ring(Self.square))]]}"#
    let closed = ring(Self.square + Self.square.prefix(1))
    let feature =
      #"{"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [[\#(closed)]]}}"#
    let far = feature.replacing("48.1", with: "48.2")
    let texts = [
      ("open.geojson", open, "is not closed"),
      (
        "line.geojson", #"{"type": "LineString", "coordinates": [\#(closed)]}"#, "has no polygon; what its closed lines"
      ),
      ("mp.poly", "#saved\n" + Self.square.map { "\($0.1) \($0.0)" }.joined(separator: "\r\n"), ""),
      ("seq.geojsonl", feature + "\n" + far + "\n", ""),
    ]
    for (name, text, note) in texts {
      let outcome = try plan(folder.write(text, as: name))
      #expect(outcome.status == 0, "\(name): \(outcome.messages)")
      if !note.isEmpty { #expect(outcome.messages.contains(note), "\(name)") }
      let expected = name.hasSuffix("l") ? 7.48 : 3.745
      #expect(abs(try #require(area(outcome)) - expected) < 0.05, "\(name)")
    }
    let utf16 = try #require(
      "<kml><Document><Placemark><Polygon><outerBoundaryIs><LinearRing><coordinates>\(Self.square.map { "\($0.0),\($0.1)" }.joined(separator: " "))</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></Document></kml>"
        .data(using: .utf16)
    )
    #expect(abs(try #require(area(plan(folder.write(utf16, as: "u.kml")))) - 3.745) < 0.01)
  }

  @Test("An outline that crosses itself is made sound and said; ground that two polygons share is flown once")
  func mended() throws {
    let bow = [Self.square[0], Self.square[2], Self.square[1], Self.square[3], Self.square[0]]
    let crossed = try plan(
      folder.write(#"{"type": "Polygon", "coordinates": [[\#(ring(bow))]]}"#, as: "bow.geojson")
    )
    #expect(crossed.status == 0)
    #expect(crossed.messages.contains("meets itself and was made sound"))
    #expect(abs(try #require(area(crossed)) - 1.87) < 0.02)
    let closed = ring(Self.square + Self.square.prefix(1))
    let twice = try plan(
      folder.write(#"{"type": "MultiPolygon", "coordinates": [[[\#(closed)]], [[\#(closed)]]]}"#, as: "twice.geojson")
    )
    #expect(twice.messages.contains("which are flown once"))
    #expect(abs(try #require(area(twice)) - 3.745) < 0.01)
  }

  @Test("Zones as authorities publish them are kept off, circles too; their heights are for the pilot")
  func zones() throws {
    let closed = ring(Self.square + Self.square.prefix(1))
    let field = try folder.write(#"{"type": "Polygon", "coordinates": [[\#(closed)]]}"#, as: "f.geojson")
    let zones = """
      {"title": "z", "features": [{"identifier": "A", "geometry": [{"uomDimensions": "M", "lowerLimit": 0, "upperLimit": 120,
      "horizontalProjection": {"type": "Circle", "center": [16.6016, 48.1007], "radius": 30}}]}]}
      """
    let outcome = try plan(field, ["--no-fly", folder.write(zones, as: "z.json"), "--clearance", "0m"])
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.messages.contains("their heights are not looked at"))
    // A circle of 30 m has 0.283 ha.
    #expect(abs(try #require(area(outcome)) - (3.745 - 0.283)) < 0.02)
  }

  @Test(
    "The planner's cases are 3.75 ha each",
    .enabled(if: SharedFiles.exists("cases/planner/shpdir.zip"), "needs ../shared"),
    arguments: [
      "duplicate2.geojson", "shpdir.zip", "crs31256.geojson", "line_closed.kml", "unclosed.kml", "field.poly",
      "spike.geojson",
    ]
  )
  func cases(name: String) throws {
    let outcome = try plan(SharedFiles.path("cases/planner/\(name)"))
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(abs(try #require(area(outcome)) - 3.7454) < 0.001)
  }

  @Test(
    "A Shapefile without its index is read, and nothing is written beside it",
    .enabled(if: Program.isInstalled("ogr2ogr"), "needs gdal-bin")
  )
  func noIndex() throws {
    let closed = ring(Self.square + Self.square.prefix(1))
    let field = try folder.write(#"{"type": "Polygon", "coordinates": [[\#(closed)]]}"#, as: "f.geojson")
    let shape = folder.path("f.shp")
    #expect(
      try Program.installed("ogr2ogr", "-f", "ESRI Shapefile", "-t_srs", "EPSG:31256", shape, field).status == 0
    )
    try FileManager.default.removeItem(atPath: folder.path("f.shx"))
    let outcome = try plan(shape)
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(abs(try #require(area(outcome)) - 3.7454) < 0.001)
    #expect(!FileManager.default.fileExists(atPath: folder.path("f.shx")))
  }

  @Test(
    "All layers with polygons are the field, and are named; --layer takes one",
    .enabled(if: Program.isInstalled("ogr2ogr"), "needs gdal-bin")
  )
  func layers() throws {
    let closed = ring(Self.square + Self.square.prefix(1))
    let field = try folder.write(#"{"type": "Polygon", "coordinates": [[\#(closed)]]}"#, as: "f.geojson")
    let far = try folder.write(
      #"{"type": "Polygon", "coordinates": [[\#(closed.replacing("48.1", with: "48.2"))]]}"#,
      as: "far.geojson"
    )
    let package = folder.path("two.gpkg")
    #expect(try Program.installed("ogr2ogr", "-f", "GPKG", "-nln", "field", package, field).status == 0)
    #expect(try Program.installed("ogr2ogr", "-update", "-nln", "trees", package, far).status == 0)
    let both = try plan(package)
    #expect(both.messages.contains("has polygons in 2 layers, and all of them count: field, trees"))
    #expect(abs(try #require(area(both)) - 7.48) < 0.02)
    let one = try plan(package, ["--layer", "field"])
    #expect(abs(try #require(area(one)) - 3.7454) < 0.001)
    let none = try plan(package, ["--layer", "fields"])
    #expect(none.status != 0)
    #expect(none.messages.contains("has no layer 'fields'. It has: field, trees."))
  }

  @Test("A walk around the field is its outline")
  func walk() throws {
    let points = Self.square.map { #"<trkpt lat="\#($0.1)" lon="\#($0.0)"/>"# }.joined()
    let track = try folder.write(#"<gpx version="1.1"><trk><trkseg>\#(points)</trkseg></trk></gpx>"#, as: "walk.gpx")
    #expect(try plan(track).status != 0)
    let outcome = try plan(track, ["--outline"])
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(abs(try #require(area(outcome)) - 3.7454) < 0.001)
  }
}
