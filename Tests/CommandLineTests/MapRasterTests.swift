import Foundation
import GeoRaster
import Imagery
import TestSupport
import Testing

/// `ragweed map` on orthophotos that are not plain red, green, blue, north up and square.
@Suite(.enabled(if: Program.isInstalled("gdal_translate"), "needs gdal-bin"))
struct MapRasterTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A piece of the synthetic orthophoto with weeds, changed by GDAL's own program.
  private func cut(_ name: String, _ arguments: String...) throws -> String {
    let path = folder.path(name)
    let outcome = try Program.installed(
      "gdal_translate",
      arguments: ["-q", "-srcwin", "1300", "500", "400", "300", "-b", "1", "-b", "2", "-b", "3"] + arguments
        + [Sample.orthophoto, path]
    )
    try #require(outcome.status == 0, "\(outcome.messages)")
    return path
  }

  private func map(_ input: String, _ options: String...) throws -> Program {
    try Program(arguments: ["map", input, "--output", folder.path("out"), "--overwrite"] + options)
  }

  private func mask(_ name: String) throws -> [UInt8] {
    try MaskReader.read(path: folder.path("out/\(name).mask.tif")).classes
  }

  private func information(_ path: String) throws -> [String: Any] {
    let outcome = try Program.installed("gdalinfo", "-json", path)
    return try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
  }

  private func numbers(_ path: String, _ key: String) throws -> [Double] {
    try #require(try information(path)[key] as? [Double])
  }

  /// The mask of the piece as it is.
  private func plainMask() throws -> [UInt8] {
    let outcome = try map(try cut("plain.tif"))
    #expect(outcome.status == 0, "\(outcome.messages)")
    let mask = try mask("plain")
    #expect(mask.count { $0 == 1 } > 100)
    return mask
  }

  @Test func sixteenBitsWithAStatedRangeGiveTheSameMask() throws {
    let plain = try plainMask()
    let deep = try cut("deep.tif", "-ot", "UInt16", "-scale", "0", "255", "0", "4095")
    let outcome = try map(deep, "--value-range", "0..4095")
    #expect(outcome.status == 0)
    #expect(
      outcome.messages.contains("'deep.tif' has UInt16 samples: 0 to 4095 became black to white, as --value-range")
    )
    #expect(try mask("deep") == plain)
  }

  @Test func sixteenBitsWithoutARangeAreStretchedAndSaySo() throws {
    let outcome = try map(try cut("deep.tif", "-ot", "UInt16", "-scale", "0", "255", "1000", "3000"))
    #expect(outcome.status == 0)
    #expect(outcome.messages.contains("became black to white, the middle 98 % of them; --value-range gives several"))
    #expect(try mask("deep").count { $0 == 1 } > 100)
  }

  @Test func bandsAreTakenByTheirColourOrAsAsked() throws {
    let plain = try plainMask()
    let named = try cut("named.tif", "-b", "3", "-b", "2", "-b", "1")
    // Bands 4 to 6 of this file are blue, green and red and called so; then nobody calls them so.
    for (name, interpretation) in [("unnamed", "undefined"), ("grey", "gray")] {
      let path = folder.path("\(name).tif")
      let outcome = try Program.installed(
        "gdal_translate",
        "-q",
        "-colorinterp",
        [String](repeating: interpretation, count: 6).joined(separator: ","),
        named,
        path
      )
      try #require(outcome.status == 0, "\(outcome.messages)")
      #expect(try map(path, "--bands", "6,5,4").status == 0)
      #expect(try mask(name) == plain, "\(name)")
    }
    let swapped = folder.path("swapped.tif")
    let outcome = try Program.installed("gdal_translate", "-q", "-b", "4", "-b", "5", "-b", "6", named, swapped)
    try #require(outcome.status == 0, "\(outcome.messages)")
    #expect(try map(swapped).status == 0)
    #expect(try mask("swapped") == plain)
  }

  @Test func bandsThatAreNotThereAreRefused() throws {
    let input = try cut("plain.tif")
    let outcome = try map(input, "--bands", "4,2,1")
    #expect(outcome.status == 65)
    #expect(
      outcome.messages
        == "Error: Cannot map '\(input)': it has 3 band(s) and no band 4. Choose three of them with --bands, as in 3,2,1.\n"
    )
    #expect(try map(input, "--bands", "1,2").status == 64)
    #expect(try map(input, "--value-range", "5..5").status == 64)
  }

  @Test func pixelsThatArePointsLieWhereGDALSaysThatTheyLie() throws {
    let input = try cut("point.tif", "-mo", "AREA_OR_POINT=Point")
    #expect(try map(input).status == 0)
    let mask = folder.path("out/point.mask.tif")
    #expect(try numbers(mask, "geoTransform") == numbers(input, "geoTransform"))
    let corners = try [input, mask].map { path in
      try #require((try information(path)["cornerCoordinates"] as? [String: [Double]])?["lowerRight"])
    }
    #expect(corners[0] == corners[1])
  }

  @Test func rotatedOblongPixelsKeepTheirPlaceAndArea() throws {
    let virtual = try cut("virtual.vrt", "-of", "VRT")
    let text = try String(contentsOfFile: virtual, encoding: .utf8)
    let line = try #require(text.firstRange(of: #/<GeoTransform>[^<]*<\/GeoTransform>/#))
    // Pixels of 3 mm by 2 mm, turned by 30 degrees.
    let transform = [638_133.25, 0.003 * 0.866_025_4, 0.002 * 0.5, 5_312_400, 0.003 * 0.5, -0.002 * 0.866_025_4]
    let turned = text.replacingCharacters(
      in: line,
      with: "<GeoTransform>\(transform.map { "\($0)" }.joined(separator: ","))</GeoTransform>"
    )
    let path = try folder.write(turned, as: "turned.vrt")
    let tiff = folder.path("turned.tif")
    try #require(try Program.installed("gdal_translate", "-q", path, tiff).status == 0)
    let outcome = try map(tiff)
    #expect(outcome.status == 0, "\(outcome.messages)")
    let found = try numbers(folder.path("out/turned.mask.tif"), "geoTransform")
    let wanted = try numbers(tiff, "geoTransform")
    for (one, other) in zip(found, wanted) { #expect(abs(one - other) < 1e-9) }
    #expect(abs(wanted[2] - 0.001) < 1e-9)
    let data = try Data(contentsOf: URL(fileURLWithPath: folder.path("out/summary.json")))
    let summary = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    // The determinant of the transform is the area of a pixel, 6 mm2.
    let area = 400 * 300 * 0.003 * 0.002
    #expect(abs(try #require(summary["surveyed_area_m2"] as? Double) - area) < area * 1e-6)
    // The middle of the map lies in the middle of the raster, by GDAL's own reckoning.
    let extent = try #require(
      ((try information(tiff)["wgs84Extent"] as? [String: Any])?["coordinates"] as? [[[Double]]])?.first
    )
    let map = try String(contentsOfFile: folder.path("out/map.geojson"), encoding: .utf8)
    for match in map.matches(of: #/\[\s*(1[67]\.\d+),\s*(4[78]\.\d+)\s*\]/#) {
      let (longitude, latitude) = (try #require(Double(match.1)), try #require(Double(match.2)))
      #expect(
        longitude >= (extent.map { $0[0] }.min() ?? 0) - 1e-7 && longitude <= (extent.map { $0[0] }.max() ?? 0) + 1e-7
      )
      #expect(
        latitude >= (extent.map { $0[1] }.min() ?? 0) - 1e-7 && latitude <= (extent.map { $0[1] }.max() ?? 0) + 1e-7
      )
    }
    #expect(map.contains("area_m2"))
  }

  @Test func aRasterThatClaimsToBeWithoutEndIsRefusedInASentence() throws {
    let path = folder.path("endless.tif")
    let made = try Program.installed(
      "gdal_create",
      arguments: [
        "-q", "-outsize", "2000000", "16", "-bands", "3", "-co", "SPARSE_OK=TRUE", "-co", "TILED=YES", "-co",
        "BLOCKXSIZE=4096", "-co", "BLOCKYSIZE=16", path,
      ]
    )
    try #require(made.status == 0, "\(made.messages)")
    let outcome = try map(path)
    #expect(outcome.status == 65)
    #expect(
      outcome.messages == """
        Error: Cannot map '\(path)': it claims to have 2000000 x 16 px, more than 1000000 along a side. \
        Cut it with gdal_translate -srcwin, or check how it was written.

        """
    )
  }

  @Test func aVirtualRasterIsNoInput() throws {
    let outcome = try map(try cut("virtual.vrt", "-of", "VRT"))
    #expect(outcome.status == 65)
    #expect(outcome.messages.contains("Give a file that is whole: GeoTIFF, JPEG, PNG or JPEG 2000."))
  }

  @Test func bandsAreTakenByTheNamesThatTheyHave() throws {
    let plain = try plainMask()
    let all = try cut("all.tif", "-b", "3", "-b", "2", "-b", "1")
    let virtual = folder.path("bgr.vrt")
    let picked = try Program.installed(
      "gdal_translate",
      arguments: ["-q", "-of", "VRT", "-b", "4", "-b", "5", "-b", "6"]
        + ["-colorinterp", "undefined,undefined,undefined", all, virtual]
    )
    try #require(picked.status == 0, "\(picked.messages)")
    var text = try String(contentsOfFile: virtual, encoding: .utf8)
    for (band, name) in [(1, "Blue"), (2, "Green"), (3, "Red")] {
      text = text.replacing(/band="([0-9])"[^>]*>/) { tag in
        tag.output.1 == "\(band)" ? "\(tag.output.0)<Description>\(name)</Description>" : "\(tag.output.0)"
      }
    }
    let path = folder.path("bgr.tif")
    let named = try folder.write(text, as: "named.vrt")
    try #require(try Program.installed("gdal_translate", "-q", named, path).status == 0)
    let outcome = try map(path)
    #expect(outcome.status == 0)
    #expect(outcome.messages.contains("'bgr.tif' has red, green and blue in its bands 3, 2 and 1."))
    #expect(try mask("bgr") == plain)
  }

  @Test func eightBitsWrittenAsSixteenStayWhatTheyAre() throws {
    let plain = try plainMask()
    let outcome = try map(try cut("wide.tif", "-ot", "UInt16", "-scale", "0", "255", "0", "65535"))
    #expect(outcome.status == 0)
    #expect(!outcome.messages.contains("became black to white"))
    #expect(try mask("wide") == plain)
  }

  @Test func whatIsNoNumberWasNotSurveyed() throws {
    let input = folder.path("float.tif")
    let plain = try cut("plain.tif", "-ot", "Float32")
    // Where the first band is above 1000, it is divided by nothing: everywhere, but only in the left half.
    let outcome = try Program.installed(
      "gdal_translate",
      "-q",
      "-srcwin",
      "-200",
      "0",
      "600",
      "300",
      "-a_nodata",
      "nan",
      plain,
      input
    )
    try #require(outcome.status == 0, "\(outcome.messages)")
    let bare = folder.path("bare.tif")
    try #require(try Program.installed("gdal_translate", "-q", "-a_nodata", "none", input, bare).status == 0)
    #expect(try map(bare, "--value-range", "0..255").status == 0)
    let mask = try mask("bare")
    #expect(mask.count { $0 == 255 } == 200 * 300)
    for row in 0..<300 { #expect(mask[row * 600] == 255 && mask[row * 600 + 599] != 255) }
  }

  @Test func aBorderThatIsNotDeclaredIsTold() throws {
    let plain = try cut("plain.tif", "-a_nodata", "none", "-mask", "none")
    let framed = folder.path("framed.tif")
    try #require(
      try Program.installed("gdal_translate", "-q", "-srcwin", "-100", "0", "500", "300", plain, framed).status == 0
    )
    let outcome = try map(framed)
    #expect(outcome.status == 0)
    #expect(
      outcome.messages.contains(
        """
        'framed.tif' has a border of one colour (0, 0, 0) on 19.9 % of it, which is mapped as if it were ground; --nodata 0 \
        leaves it out where nothing was surveyed there.
        """
      ),
      "\(outcome.messages)"
    )
    let again = try map(framed, "--nodata", "0")
    #expect(again.status == 0 && !again.messages.contains("border"))
    #expect(try mask("framed").count { $0 == 255 } >= 100 * 300)
  }

  @Test func aReferenceSystemCanBeStated() throws {
    let bare = try cut(
      "bare.tif",
      "-co",
      "PROFILE=BASELINE",
      "-co",
      "TFW=YES",
      "--config",
      "GDAL_PAM_ENABLED",
      "NO"
    )
    #expect(try map(bare).messages.contains("it has no coordinate reference system"))
    let outcome = try map(bare, "--crs", "EPSG:32633")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(try String(contentsOfFile: folder.path("out/map.geojson"), encoding: .utf8).contains("area_m2"))
  }

  @Test func aTransformWithoutInverseSparesTheOthers() throws {
    let input = try cut("flat.tif", "-a_ullr", "638133", "5312400", "638133", "5312399")
    let sound = try cut("sound.tif")
    let outcome = try Program(
      "map",
      input,
      sound,
      "--output",
      folder.path("out"),
      "--overwrite"
    )
    #expect(outcome.status == 65)
    #expect(outcome.messages.contains("Cannot put '\(input)' on a map: it has no georeference"))
    #expect(try String(contentsOfFile: folder.path("out/map.geojson"), encoding: .utf8).contains("sound.tif"))
    #expect(FileManager.default.fileExists(atPath: folder.path("out/summary.json")))
  }
}
