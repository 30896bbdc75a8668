import Foundation
import GeoRaster
import Imagery
import TestSupport
import Testing

/// `ragweed map`, run as a user would, on pieces of the synthetic sample cut out with GDAL's own program.
@Suite(.enabled(if: Program.isInstalled("gdal_translate"), "needs gdal-bin"))
struct MapCommandTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  func cut(_ name: String, x: Int, y: Int, width: Int, height: Int, _ format: String = "GTiff") throws -> String {
    let path = folder.path(name)
    let outcome = try Program.installed(
      "gdal_translate",
      "-q",
      "-of",
      format,
      "-srcwin",
      "\(x)",
      "\(y)",
      "\(width)",
      "\(height)",
      "--config",
      "GDAL_TIFF_INTERNAL_MASK",
      "YES",
      Sample.orthophoto,
      path
    )
    #expect(outcome.status == 0, "\(outcome.messages)")
    return path
  }

  func json(_ name: String) throws -> [String: Any] {
    let data = try Data(contentsOf: URL(fileURLWithPath: folder.path(name)))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test func aModelThatKnowsDrawingsOnlySaysSo() throws {
    let input = try cut("field.tif", x: 1300, y: 500, width: 520, height: 520)
    let model = try OtherCard.model(in: folder) { card in
      card["classes"] = ["background", "synthetic-ragweed"]
      card["limitations"] = ["SYNTHETIC: this model knows drawings only."]
      card["crops"] = nil
    }
    let outcome = try Program("map", input, "--model", model, "--output", folder.path("out"))
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.output.contains("never seen ragweed (Ambrosia artemisiifolia), only SYNTHETIC drawings"))
    let summary = try json("out/summary.json")
    #expect((summary["classes"] as? [String: [String: Double]])?.keys.sorted() == ["synthetic-ragweed"])
    #expect(try #require(summary["notices"] as? [String]).contains { $0.hasPrefix("SYNTHETIC: this model") })
  }

  @Test func anOrthophotoBecomesAMaskAndAMapOfTheSameArea() throws {
    let input = try cut("field.tif", x: 1300, y: 500, width: 700, height: 560)
    let outcome = try Program("map", input, "--output", folder.path("out"))
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.output.contains("has never seen ragweed"))
    #expect(
      try folder.visibleFiles(in: "out")
        == ["field.mask.qml", "field.mask.tif", "map.geojson", "map.gpkg", "map.qgz", "report.html", "summary.json"]
    )
    let mask = try MaskReader.read(path: folder.path("out/field.mask.tif"))
    #expect(mask.size == (try PixelSize(width: 700, height: 560)))
    let pixels = mask.classes.count { $0 == 1 }
    #expect(pixels > 0)
    let expected = Double(pixels) * 0.0025 * 0.0025
    let summary = try json("out/summary.json")
    let weed = try #require((summary["classes"] as? [String: [String: Double]])?["weed"])
    #expect(abs(try #require(weed["area_m2"]) - expected) < 1e-4)
    let features = try #require(try json("out/map.geojson")["features"] as? [[String: Any]])
    #expect(Double(features.count) == weed["patch_count"])
    let listed = try features.map { try #require(($0["properties"] as? [String: Any])?["area_m2"] as? Double) }
    // Each area is rounded to a square centimetre.
    #expect(abs(listed.reduce(0, +) - expected) < 1e-4 * Double(listed.count))
    let drawn = try features.map { try #require(($0["geometry"] as? [String: Any])).groundArea }.reduce(0, +)
    // Grid area is 0.9996^2 of the ground's in the middle of a zone, and a little more to its side.
    #expect(abs(drawn / expected - 1) < 2e-3)
  }

  @Test func otherProgramsReadTheResults() throws {
    let input = try cut("field.tif", x: 1300, y: 500, width: 600, height: 520)
    #expect(try Program("map", input, "--output", folder.path("out")).status == 0)
    let info = try Program.installed("gdalinfo", folder.path("out/field.mask.tif"))
    #expect(info.output.contains("NoData Value=255"))
    #expect(info.output.contains("ID[\"EPSG\",32633]"))
    #expect(info.output.contains("Pixel Size = (0.0025"))
    for name in ["map.geojson", "map.gpkg"] {
      let layers = try Program.installed("ogrinfo", "-so", "-al", folder.path("out/\(name)"))
      #expect(layers.output.contains("Geometry: Polygon"), "\(name)")
      #expect(layers.output.contains("area_m2: Real"), "\(name)")
    }
  }

  @Test func polygonsWithTheirHolesHaveTheAreaOfTheMasksPixels() throws {
    let input = try cut("field.tif", x: 900, y: 400, width: 900, height: 700)
    #expect(try Program("map", input, "--output", folder.path("out"), "--raw").status == 0)
    let mask = try MaskReader.read(path: folder.path("out/field.mask.tif"))
    let expected = Double(mask.classes.count { $0 == 1 }) * 0.0025 * 0.0025
    // The GeoPackage has coordinates in full, so that they lead back to pixel corners.
    let grid = folder.path("grid.geojson")
    let options = [
      "-t_srs", "EPSG:32633", "-lco", "COORDINATE_PRECISION=9", grid, folder.path("out/map.gpkg"), "patches",
    ]
    #expect(try Program.installed("ogr2ogr", arguments: ["-f", "GeoJSON"] + options).status == 0)
    let features = try #require(try json("grid.geojson")["features"] as? [[String: Any]])
    let polygons = features.compactMap { ($0["geometry"] as? [String: Any])?["coordinates"] as? [[[Double]]] }
    #expect(polygons.count == features.count && polygons.contains { $0.count > 1 }, "the sample has holes")
    let drawn = polygons.joined().map { ring in
      zip(ring, ring.dropFirst()).reduce(0) { sum, edge in
        sum + (edge.0[0] - ring[0][0]) * (edge.1[1] - ring[0][1]) - (edge.1[0] - ring[0][0]) * (edge.0[1] - ring[0][1])
      } / 2
    }
    #expect(abs(drawn.reduce(0, +).magnitude - expected) < expected * 1e-6)
    let covered = try Program.installed("ogrinfo", "-so", folder.path("out/map.gpkg"), "coverage")
    #expect(covered.output.contains("Feature Count: 1"))
  }

  @Test func smallPatchesAreLeftOffTheMapOnly() throws {
    let input = try cut("field.tif", x: 1300, y: 500, width: 600, height: 520)
    #expect(try Program("map", input, "--output", folder.path("all"), "--raw").status == 0)
    #expect(try Program("map", input, "--output", folder.path("out"), "--min-area", "100cm2").status == 0)
    func weed(_ name: String) throws -> [String: Double] {
      try #require((try json("\(name)/summary.json")["classes"] as? [String: [String: Double]])?["weed"])
    }
    let (all, large) = (try weed("all"), try weed("out"))
    #expect(all["area_m2"] == large["area_m2"])
    #expect(try #require(large["small_patch_count"]) > 0)
    #expect(all["patch_count"] == (large["patch_count"] ?? 0) + (large["small_patch_count"] ?? 0))
    let features = try #require(try json("out/map.geojson")["features"] as? [[String: Any]])
    let areas = try features.map { try #require(($0["properties"] as? [String: Any])?["area_m2"] as? Double) }
    #expect(areas.allSatisfy { $0 >= 0.01 } && Double(areas.count) == large["patch_count"])
    let sum = areas.reduce(0, +) + (large["small_patch_area_m2"] ?? 0)
    #expect(abs(sum - (all["area_m2"] ?? 0)) < 1e-9)
  }

  @Test func simplerOutlinesHaveFewerCornersAndTheSameAreas() throws {
    let input = try cut("field.tif", x: 1300, y: 500, width: 600, height: 520)
    #expect(try Program("map", input, "--output", folder.path("all"), "--simplify", "0.01mm").status == 0)
    #expect(try Program("map", input, "--output", folder.path("out"), "--simplify", "5cm").status == 0)
    func patches(_ name: String) throws -> [(area: Double, corners: Int, rings: Int)] {
      let features = try #require(try json("\(name)/map.geojson")["features"] as? [[String: Any]])
      return try features.map { feature in
        let rings = try #require((feature["geometry"] as? [String: Any])?["coordinates"] as? [[[Double]]])
        let area = try #require((feature["properties"] as? [String: Any])?["area_m2"] as? Double)
        return (area, rings.map(\.count).reduce(0, +), rings.count)
      }
    }
    let (all, simple) = (try patches("all"), try patches("out"))
    #expect(all.map(\.area) == simple.map(\.area) && all.map(\.rings) == simple.map(\.rings))
    #expect(simple.map(\.corners).reduce(0, +) * 3 < all.map(\.corners).reduce(0, +))
    let refused = try Program("map", input, "--output", folder.path("no"), "--simplify", "0m")
    #expect(refused.status != 0 && refused.messages.contains("--simplify must be above zero. Give for example 5cm"))
  }

  @Test func onlyGroundInsideABoundaryIsMapped() throws {
    // The western half of the picture: its middle is 16.85 degrees east, and a pixel 2.5 mm.
    let ring = "[[16.84, 47.94], [16.85, 47.94], [16.85, 47.96], [16.84, 47.96], [16.84, 47.94]]"
    let half = #"{"type": "Polygon", "coordinates": [\#(ring)]}"#
    let field = try folder.write(half, as: "half.geojson")
    for input in [Sample.orthophoto, Sample.frames] {
      let run = try Program("map", input, "--output", folder.path("out"), "--boundary", field, "--overwrite")
      #expect(run.status == 0, "\(run.messages)")
      let part = try json("out/summary.json")
      let features = try #require(try json("out/map.geojson")["features"] as? [[String: Any]])
      let longitudes = features.compactMap { $0["geometry"] as? [String: Any] }
        .flatMap { ($0["coordinates"] as? [[[Double]]] ?? []).joined().map { $0[0] } }
      #expect(!longitudes.isEmpty && longitudes.allSatisfy { $0 < 16.85 + 1e-7 }, "\(input)")
      let surveyed = try #require(part["surveyed_area_m2"] as? Double)
      #expect((6...20).contains(surveyed), "\(input): \(surveyed)")
    }
    let far = try folder.write(half.replacing("16.8", with: "17.8"), as: "far.geojson")
    let none = try Program("map", Sample.orthophoto, "--output", folder.path("none"), "--boundary", far)
    #expect(none.status == 65 && none.messages.contains("lies outside of the boundary"), "\(none.messages)")
    let line = try folder.write(
      #"{"type": "LineString", "coordinates": [[16.8, 47.9], [16.9, 47.9]]}"#,
      as: "l.geojson"
    )
    let refused = try Program("map", Sample.orthophoto, "--output", folder.path("l"), "--boundary", line)
    #expect(refused.status == 65 && refused.messages.contains("it holds no polygon"), "\(refused.messages)")
  }

  @Test func everyFileSaysWhereItComesFrom() throws {
    let input = try cut("field.tif", x: 1300, y: 500, width: 300, height: 260)
    let options = ["--output", folder.path("out"), "--survey", "Field 7", "--taken", "2026-07-01"]
    #expect(try Program(arguments: ["map", input] + options).status == 0)
    let told = try #require(try json("out/map.geojson")["provenance"] as? [String: Any])
    #expect(told["survey"] as? String == "Field 7" && told["pictures_from"] as? String == "2026-07-01")
    #expect(told["model_has_seen_ragweed"] as? Bool == false)
    #expect((told["warning"] as? String)?.contains("never seen ragweed") == true)
    #expect((try json("out/summary.json")["provenance"] as? [String: Any])?.count == told.count)
    let mask = try Program.installed("gdalinfo", folder.path("out/field.mask.tif")).output
    #expect(mask.contains("survey=Field 7") && mask.contains("taken=2026-07-01") && mask.contains("model_sha256="))
    let page = try String(contentsOfFile: folder.path("out/report.html"), encoding: .utf8)
    #expect(page.contains("Weed map: Field 7") && page.contains("2026-07-01") && page.contains("never seen ragweed"))
    #expect(page.contains("data:image/jpeg;base64,") && page.utf8.count < 5_000_000)
    let style = try String(contentsOfFile: folder.path("out/field.mask.qml"), encoding: .utf8)
    #expect(style.contains(##"value="0" color="#e8f0e4" alpha="0" label="background""##))
    for (options, sentence) in [
      (["--raw", "--min-area", "1m2"], "--raw keeps every patch and corner."),
      (["--taken", "July"], "'July' is no day."),
    ] {
      let refused = try Program(arguments: ["map", input, "--output", folder.path("no")] + options)
      #expect(refused.status == 64 && refused.messages.contains(sentence), "\(refused.messages)")
    }
  }

  @Test func masksHaveColoursAndOverviewsAndMayBeCloudOptimised() throws {
    let input = try cut("field.tif", x: 300, y: 200, width: 1300, height: 700)
    #expect(try Program("map", input, "--output", folder.path("plain")).status == 0)
    #expect(try Program("map", input, "--output", folder.path("cog"), "--cog").status == 0)
    for name in ["plain", "cog"] {
      let info = try Program.installed("gdalinfo", folder.path("\(name)/field.mask.tif")).output
      #expect(info.contains("ColorInterp=Palette") && info.contains("1: 213,94,0,255"), "\(name)")
      #expect(info.contains("Overviews: 650x350"), "\(name)")
      #expect(info.contains("NoData Value=255") && info.contains("ragweed class mask: 0 background, 1 weed"), "\(name)")
      #expect(info.contains("LAYOUT=COG") == (name == "cog"), "\(name)")
    }
    let masks = try ["plain", "cog"].map { try MaskReader.read(path: folder.path("\($0)/field.mask.tif")) }
    #expect(masks[0] == masks[1])
  }

  @Test func theOverlayShowsTheFieldWithOutlinesInTheClasssColour() throws {
    let input = try cut("field.tif", x: 0, y: 200, width: 2300, height: 1000)
    let outcome = try Program("map", input, "--output", folder.path("out"), "--overlay")
    #expect(outcome.status == 0, "\(outcome.messages)")
    let picture = try RasterImage(path: folder.path("out/field.overlay.jpg"))
    // Half the size: the longest side is 2000 px at most.
    #expect(picture.size == (try PixelSize(width: 1150, height: 500)))
    let tile = try picture.read(PixelRect(x: 0, y: 0, size: picture.size))
    let mask = try MaskReader.read(path: folder.path("out/field.mask.tif"))
    var (onOutlines, outlines, elsewhere) = (0, 0, 0)
    for row in 1..<499 {
      for column in 1..<1149 {
        func hasWeed(_ row: Int, _ column: Int) -> Bool {
          let place = 2 * row * 2300 + 2 * column
          return [place, place + 1, place + 2300, place + 2301].contains { mask.classes[$0] == 1 }
        }
        let isOrange =
          Int(tile.rgb[(row * 1150 + column) * 3]) - Int(tile.rgb[(row * 1150 + column) * 3 + 2]) > 75
        let here = hasWeed(row, column)
        let around = [(row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)]
        if around.contains(where: { hasWeed($0.0, $0.1) != here }) {
          outlines += 1
          if isOrange { onOutlines += 1 }
        } else if isOrange {
          elsewhere += 1
        }
      }
    }
    #expect(outlines > 1000)
    // JPEG smears colours over a few pixels.
    #expect(Double(onOutlines) > 0.9 * Double(outlines), "\(onOutlines) of \(outlines)")
    #expect(Double(elsewhere) < 0.02 * 1150 * 500)
  }

  @Test func theQualityCheckSegmentsTwice() throws {
    let input = try cut("field.tif", x: 900, y: 400, width: 1000, height: 700)
    let outcome = try Program("map", input, "--output", folder.path("out"), "--qa")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.output.contains("IoU with a run whose tiles lie 100 px apart"))
    let inputs = try #require(try json("out/summary.json")["inputs"] as? [[String: Any]])
    let figures = try #require(inputs.first?["qa"] as? [String: Double])
    let consistency = try #require(figures["shift_consistency_iou"])
    #expect(consistency > 0.6 && consistency < 1)
    #expect(try #require(figures["worst_column_changes"]) >= (figures["median_column_changes"] ?? 0))
    // A seam would have a change in most of the 700 rows.
    #expect(try #require(figures["worst_column_changes"]) < 10 * max(figures["median_column_changes"] ?? 0, 5))
  }
}

extension [String: Any] {
  /// The area on the ground of a GeoJSON polygon of a few metres, with the ellipsoid's degrees at 47.95 north.
  fileprivate var groundArea: Double {
    let rings = self["coordinates"] as? [[[Double]]] ?? []
    let squareDegrees = rings.map(Self.squareDegrees).reduce(0, +)
    return squareDegrees * 111_189.3 * 74_697.4
  }

  private static func squareDegrees(_ ring: [[Double]]) -> Double {
    var doubled = 0.0
    for (from, to) in zip(ring, ring.dropFirst()) {
      // Taken from the first corner, so that the large degrees do not eat the small differences.
      let (x0, y0) = (from[0] - ring[0][0], from[1] - ring[0][1])
      let (x1, y1) = (to[0] - ring[0][0], to[1] - ring[0][1])
      doubled += x0 * y1 - x1 * y0
    }
    return doubled / 2
  }
}
