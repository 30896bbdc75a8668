import Foundation
import TestSupport
import Testing

/// Files from the field that once ended the program, or gave wrong results, as a user gives them.
@Suite(.enabled(if: SharedFiles.exists("cases/mapping/README.md"), "needs ../shared")) struct FieldCaseTests {
  private static func reliability(_ name: String) -> String { SharedFiles.path("cases/reliability/\(name)") }
  private static func mapping(_ name: String) -> String { SharedFiles.path("cases/mapping/\(name)") }
  static let flight = ["--drone", "phantom-4-pro", "--gsd", "3cm"]

  @Test(arguments: [
    ("01-empty-instruction.kml", ""), ("03-attlist.kml", ""),
    ("17-ogr-vrt-fetches.gpx", "it is none of GeoJSON, KML, KMZ, GeoPackage and Shapefile. Export the field as"),
    ("19-null-island-corner.geojson", "corner 3 of polygon 1 is at 0, 0, 5613 km from the middle of the others."),
    ("23-sixty-megabyte-outline.kmz", "it has an element with more than 8 MiB of text (line 1). Export it again."),
  ])
  func outlines(name: String, sentence: String) throws {
    let run = try Program(arguments: ["plan", Self.reliability(name)] + Self.flight)
    #expect(run.status == (sentence.isEmpty ? 0 : 65))
    #expect(sentence.isEmpty || run.messages.contains(sentence), "\(run.messages)")
  }

  @Test(arguments: ["06-dem-undeclared-nodata.tif", "08-dem-minus-9999-corner.tif"])
  func terrainsWithMarksThatAreNotDeclared(name: String) throws {
    let run = try Program(
      arguments: ["plan", Self.reliability("hilly.geojson"), "--terrain", Self.reliability(name)] + Self.flight
    )
    #expect(run.status == 65)
    #expect(run.messages.contains("has no data on 22.8 % of the field"), "\(run.messages)")
  }

  @Test func modelsThatCannotBe() throws {
    let huge = try Program("model", Self.reliability("11-shape-overflow.onnx"))
    #expect(huge.status == 0 || huge.status == 65)
    let folder = try TemporaryFolder()
    let bare = try Program(
      arguments: [
        "map", Self.reliability("frame.jpg"), "--masks-only", "--classes", "background,weed", "--tile", "64",
        "--output",
        folder.path("out"), "--model", Self.reliability("13-weights-file-missing.onnx"),
      ]
    )
    #expect(bare.status == 65)
    #expect(bare.messages.contains("its weights lie in 'legit_ext.data', which is missing."), "\(bare.messages)")
  }

  private func map(_ folder: TemporaryFolder, _ arguments: String..., isFrame: Bool = true) throws -> Program {
    let flagged = isFrame ? ["--use-flagged"] : []
    return try Program(
      arguments: ["map"] + arguments + flagged + ["--engine", "opencv", "--output", folder.path("out")]
    )
  }

  private func information(_ path: String) throws -> [String: Any] {
    let outcome = try Program.installed("gdalinfo", "-json", path)
    return try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
  }

  @Test(.enabled(if: Program.isInstalled("gdalinfo"))) func aRollOf180LiesAsWithoutIt() throws {
    let transforms = try ["roll0", "roll180_same_yaw"].map { name in
      let folder = try TemporaryFolder()
      #expect(try map(folder, Self.mapping("\(name).jpg")).status == 0)
      return try #require(try information(folder.path("out/\(name).mask.tif"))["geoTransform"] as? [Double])
    }
    // The rows lie at -29 degrees; the rolls differ by a tenth of a degree.
    for (one, other) in zip(transforms[0], transforms[1]) { #expect(abs(one - other) < 0.05) }
    #expect(abs(atan2(transforms[1][4], transforms[1][1]) * 180 / .pi + 29) < 0.2)
  }

  @Test func firmwareOfOtherMakersIsNoEditor() throws {
    let folder = try TemporaryFolder()
    let run = try map(folder, Self.mapping("sony_rx1rm2.jpg"), "--height", "40m")
    #expect(run.status == 0 && !run.messages.contains("last written by"), "\(run.messages)")
    #expect(FileManager.default.fileExists(atPath: folder.path("out/map.geojson")))
  }

  @Test func cardsWithOneNameInTwoFoldersAreMapped() throws {
    for inputs in [["DCIM"], ["DCIM/100MEDIA", "DCIM/101MEDIA"]] {
      let folder = try TemporaryFolder()
      let run = try Program(
        arguments: ["map"] + inputs.map(Self.mapping) + ["--engine", "opencv", "--output", folder.path("out")]
      )
      #expect(run.status == 0, "\(run.messages)")
      let masks = try folder.visibleFiles(in: "out").filter { $0.hasSuffix(".mask.tif") }
      #expect(masks == ["100MEDIA_DJI_0001.mask.tif", "101MEDIA_DJI_0001.mask.tif"])
    }
  }

  @Test(arguments: ["tfw_aux.tif", "jpg_world.jpg"]) func whatLiesBesideAnImageCounts(name: String) throws {
    let folder = try TemporaryFolder()
    let run = try map(folder, Self.mapping(name), isFrame: false)
    #expect(run.status == 0 && run.output.contains("0.5 cm/px, georeferenced"), "\(run.messages)")
  }

  @Test(.enabled(if: Program.isInstalled("gdalinfo"))) func aMaskKeepsALocalGrid() throws {
    let folder = try TemporaryFolder()
    #expect(try map(folder, Self.mapping("localgrid.tif"), isFrame: false).status == 65)
    let found = try information(folder.path("out/localgrid.mask.tif"))
    #expect(found["geoTransform"] as? [Double] == [638_130, 0.005, 0, 5_312_401, 0, -0.005])
    #expect((found["coordinateSystem"] as? [String: Any])?["wkt"] != nil)
  }

  @Test func aGreyFrameIsRefusedAndTheColourFrameMapped() throws {
    let folder = try TemporaryFolder()
    let run = try map(folder, Self.mapping("gray_T.jpg"), Self.mapping("rgb_D.jpg"))
    #expect(run.status == 65 && run.messages.contains("it is a grey picture"), "\(run.messages)")
    #expect(try folder.visibleFiles(in: "out").contains("rgb_D.mask.tif"))
  }

  /// Frame k of this video has its left 20 (k + 1) columns red and is shown at k / 10 s.
  @Test func videosWithBFramesHaveTheirTimes() throws {
    let folder = try TemporaryFolder()
    let run = try map(folder, Self.mapping("bframes_h264.mp4"), "--every", "0.5s")
    #expect(run.status == 0, "\(run.messages)")
    #expect(run.output.contains("30 pictures, 7 taken"))
  }
}
