import Foundation
import GeoRaster
import Imagery
import TestSupport
import Testing

/// Inputs that cannot be mapped, and runs that end early.
extension MapCommandTests {
  @Test func anImageWithoutGeoreferenceGetsAMaskAndNoMap() throws {
    let input = try cut("plain.png", x: 1300, y: 500, width: 300, height: 200, "PNG")
    try? FileManager.default.removeItem(atPath: input + ".aux.xml")
    let outcome = try Program("map", input, "--output", folder.path("out"))
    #expect(outcome.status == 65)
    #expect(outcome.messages.contains("Error: Cannot put '\(input)' on a map: it has no georeference"))
    #expect(
      try folder.visibleFiles(in: "out")
        == ["plain.mask.qml", "plain.mask.tif", "summary.json"]
    )
  }

  @Test func aRasterOfNodataOnlyIsRefused() throws {
    let input = try cut("outside.tif", x: 0, y: 0, width: 40, height: 30)
    let outcome = try Program("map", input, "--output", folder.path("out"))
    #expect(outcome.status == 65)
    #expect(
      outcome.messages
        == "Error: Cannot map '\(input)': it holds no surveyed pixel, only nodata. Check that it is the right file.\n"
    )
    let mask = try MaskReader.read(path: folder.path("out/outside.mask.tif"))
    #expect(mask.classes.allSatisfy { $0 == 255 })
  }

  @Test func aBrokenInputDoesNotKeepTheOthersFromTheMap() throws {
    let good = try cut("good.tif", x: 1300, y: 500, width: 300, height: 200)
    let whole = try Data(contentsOf: URL(fileURLWithPath: Sample.frames + "/DJI_0001.JPG"))
    let cutOff = try folder.write(whole.prefix(whole.count / 2), as: "cut.jpg")
    let empty = try folder.write(Data(), as: "empty.tif")
    let outcome = try Program("map", cutOff, empty, good, "--output", folder.path("out"))
    #expect(outcome.status == 65)
    #expect(
      outcome.messages == """
        Error: Cannot map '\(cutOff)': the file ends before its image does. Copy it again from the drone's card.
        Error: Cannot read '\(empty)': the file is empty. Copy it again from its source.

        """
    )
    #expect(
      try folder.visibleFiles(in: "out")
        == ["good.mask.qml", "good.mask.tif", "map.geojson", "map.gpkg", "map.qgz", "report.html", "summary.json"]
    )
    #expect((try json("out/summary.json")["failures"] as? [Any])?.count == 2)
  }

  @Test func aFolderThatIsNotEmptyIsLeftAlone() throws {
    let input = try cut("field.tif", x: 1300, y: 500, width: 100, height: 100)
    let precious = try folder.write("precious", as: "notes.txt")
    let outcome = try Program("map", input, "--output", folder.url.path)
    #expect(outcome.status == 73)
    #expect(
      outcome.messages.hasPrefix("Error: The output folder '\(folder.url.path)' is not empty."),
      "\(outcome.messages)"
    )
    #expect(try String(contentsOfFile: precious, encoding: .utf8) == "precious")
  }

  @Test func modelsThatAreNoneAreRefusedBeforeAnythingIsWritten() throws {
    let input = try cut("field.tif", x: 1300, y: 500, width: 100, height: 100)
    let model = try folder.write("no model", as: "mine.onnx")
    let resources = SharedFiles.projectFolder.appendingPathComponent("Sources/ragweed/Resources/model")
    let card = try Data(contentsOf: resources.appendingPathComponent("weed-v8.card.json"))
    _ = try folder.write(card, as: "mine.card.json")
    let noModel = try Program("map", input, "--model", model, "--output", folder.path("out"))
    #expect(noModel.status == 65)
    #expect(
      noModel.messages == """
        Error: Cannot read '\(model)': it is no ONNX model (its bytes are no protocol buffer message). \
        Give the file that the training exported.

        """
    )
    #expect(!FileManager.default.fileExists(atPath: folder.path("out")))
  }

  @Test func missingInputsAreNamed() throws {
    let outcome = try Program("map", "none.tif", "--output", folder.path("out"))
    #expect(outcome.status == 66)
    #expect(outcome.messages == "Error: Cannot read 'none.tif': there is no such file. Check the path.\n")
    #expect(!FileManager.default.fileExists(atPath: folder.path("out")))
  }

  @Test func masksAloneNeedNoPlace() throws {
    let input = try cut("plain.png", x: 1300, y: 500, width: 300, height: 200, "PNG")
    try? FileManager.default.removeItem(atPath: input + ".aux.xml")
    let outcome = try Program("map", input, "--masks-only", "--output", folder.path("out"))
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(
      try folder.visibleFiles(in: "out")
        == ["plain.mask.qml", "plain.mask.tif", "summary.json"]
    )
  }

  @Test func aKilledRunLeavesNoHalfFileAndMayBeRepeated() throws {
    let input = try cut("field.tif", x: 1300, y: 500, width: 100, height: 100)
    // What a run that was killed leaves behind: names that begin with a point.
    try FileManager.default.createDirectory(atPath: folder.path("out"), withIntermediateDirectories: true)
    _ = try folder.write("half", as: "out/.field.mask.tif.tmp")
    _ = try folder.write("half", as: "out/.tmp-map.gpkg")
    let outcome = try Program("map", input, "--output", folder.path("out"))
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(
      try folder.visibleFiles(in: "out")
        == ["field.mask.qml", "field.mask.tif", "map.geojson", "map.gpkg", "map.qgz", "report.html", "summary.json"]
    )
  }

  @Test func helpHasAnExample() throws {
    for command in ["map", "evaluate"] {
      let outcome = try Program(command, "--help")
      #expect(outcome.status == 0)
      #expect(outcome.output.contains("EXAMPLE: ragweed \(command) "))
    }
  }
}
