import Foundation
import GeoRaster
import Imagery
import TestSupport
import Testing

/// `ragweed evaluate`, run as a user would.
@Suite struct EvaluateCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Writes a mask of one row.
  private func mask(_ name: String, _ classes: [UInt8]) throws -> String {
    let path = folder.path(name)
    try FileManager.default.createDirectory(
      at: URL(fileURLWithPath: path).deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    let size = try PixelSize(width: classes.count, height: 1)
    let writer = try MaskWriter(path: path, size: size, reference: nil, description: "test")
    try writer.append(
      MaskRows(
        firstRow: 0,
        width: classes.count,
        classes: classes,
        confidence: [UInt8](repeating: 0, count: classes.count)
      )
    )
    try writer.finish()
    return path
  }

  private func report(_ arguments: [String]) throws -> [String: Any] {
    let outcome = try Program(arguments: arguments)
    #expect(outcome.status == 0, "\(outcome.messages)")
    return try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
  }

  @Test func twoMasksAreComparedByHandComputedValues() throws {
    // Truth 0 1 1 0 0 with one pixel ignored; two of three weed pixels of the prediction are right.
    let truth = try mask("truth.tif", [0, 1, 1, 0, 255, 0])
    let prediction = try mask("prediction.tif", [0, 1, 1, 1, 1, 0])
    let report = try report(
      ["evaluate", "--predictions", prediction, "--truth", truth, "--classes", "background,weed", "--format", "json"])
    let iou = try #require(report["iou"] as? [String: Double])
    #expect(abs(try #require(iou["weed"]) - 2.0 / 3) < 1e-9)
    #expect(abs(try #require(iou["background"]) - 2.0 / 3) < 1e-9)
    #expect(abs(try #require(report["miou"] as? Double) - 2.0 / 3) < 1e-9)
    #expect(report["confusion"] as? [[Int]] == [[2, 1], [0, 2]])
    #expect((report["images"] as? [Any])?.count == 1)
  }

  @Test(arguments: ["2=1,3=0,4=255", "2=weed, 3=background,4=255"])
  func truthOfMoreClassesIsFolded(fold: String) throws {
    let truth = try mask("truth.tif", [0, 2, 1, 3, 4, 0])
    let prediction = try mask("prediction.tif", [0, 1, 1, 1, 1, 0])
    let paths = ["evaluate", "--predictions", prediction, "--truth", truth, "--format", "json"]
    #expect(try report(paths + ["--fold", fold])["confusion"] as? [[Int]] == [[2, 1], [0, 2]])
    let without = try Program(arguments: paths)
    #expect(without.status == 65)
    #expect(without.messages.contains("say with --fold 2=1 which class it counts as"), "\(without.messages)")
  }

  @Test(arguments: ["2", "2=9", "2=1,2=0", "x=1", "2=crop", "256=1", ""])
  func aFoldThatNamesNoClassIsRefused(fold: String) throws {
    let truth = try mask("truth.tif", [0, 1])
    let outcome = try Program("evaluate", "--predictions", truth, "--truth", truth, "--fold", fold)
    #expect(outcome.status == (fold == "2=9" ? 65 : 64))
    #expect(outcome.messages.contains("--fold"), "\(outcome.messages)")
  }

  @Test(.enabled(if: Program.isInstalled("gdal_translate"), "needs gdal-bin"))
  func coloursOfEqualChannelsAreNumbers() throws {
    let prediction = try mask("prediction.tif", [0, 1, 1, 0])
    let arguments = ["-q", "-b", "1", "-b", "1", "-b", "1", prediction, folder.path("rgb.png")]
    #expect(try Program.installed("gdal_translate", arguments: arguments).status == 0)
    let outcome = try report(
      ["evaluate", "--predictions", prediction, "--truth", folder.path("rgb.png"), "--format", "json"])
    #expect(outcome["confusion"] as? [[Int]] == [[2, 0], [0, 2]])
    let colours = try folder.write(Data("P6\n4 1\n255\n".utf8 + [0, 0, 0, 1, 0, 0, 1, 1, 1, 0, 0, 0]), as: "c.ppm")
    #expect(try Program.installed("gdal_translate", "-q", colours, folder.path("red.png")).status == 0)
    let refused = try Program("evaluate", "--predictions", prediction, "--truth", folder.path("red.png"))
    #expect(refused.status == 65)
    #expect(refused.messages.contains("its channels differ, they are colours"), "\(refused.messages)")
  }

  @Test func anAbsentClassIsNullAndLeftOutOfTheMean() throws {
    let truth = try mask("truth.tif", [0, 1, 0, 0])
    let prediction = try mask("prediction.tif", [0, 1, 0, 1])
    let report = try report(
      ["evaluate", "--predictions", prediction, "--truth", truth, "--classes", "a,b,c", "--format", "json"])
    #expect((report["iou"] as? [String: Any])?["c"] is NSNull)
    #expect(abs(try #require(report["miou"] as? Double) - 0.583_333_333) < 1e-8)
  }

  @Test func foldersArePairedByName() throws {
    _ = try mask("map/a.mask.tif", [0, 1])
    _ = try mask("map/b.mask.tif", [1, 1])
    _ = try mask("truth/a.tif", [0, 1])
    _ = try mask("truth/b.mask.tif", [0, 1])
    let report = try report(
      ["evaluate", "--predictions", folder.path("map"), "--truth", folder.path("truth"), "--format", "json"])
    let images = try #require(report["images"] as? [[String: Any]])
    #expect(images.compactMap { $0["name"] as? String } == ["a", "b"])
    // Over all pixels the weed has 2 of 3; the mean of the images is another figure.
    #expect(abs(try #require((report["iou"] as? [String: Double])?["weed"]) - 2.0 / 3) < 1e-9)
    #expect(abs(try #require(report["per_image_miou"] as? Double) - (1 + 0.25) / 2) < 1e-12)
  }

  @Test func broughtTogetherWrongTheReasonIsGiven() throws {
    let truth = try mask("truth.tif", [0, 1, 0])
    let short = try mask("short.tif", [0, 1])
    let odd = try mask("odd.tif", [0, 7, 0])
    let sizes = try Program("evaluate", "--predictions", short, "--truth", truth)
    #expect(sizes.status == 65)
    #expect(
      sizes.messages.contains(
        "Cannot compare the masks of 'short': the prediction has 2 x 1 px, the truth 3 x 1 px. Give masks of the same"
      )
    )
    let values = try Program("evaluate", "--predictions", odd, "--truth", truth)
    #expect(values.messages.contains("The prediction of 'odd' has the value 7, and the classes are 0 to 1."))
    let missing = try Program("evaluate", "--predictions", "none", "--truth", truth)
    #expect(missing.messages.contains("Cannot read 'none': there is no such file."))
  }

  @Test func theReportIsNotOverwritten() throws {
    let truth = try mask("truth.tif", [0, 1])
    let report = try folder.write("old", as: "report.json")
    let refused = try Program("evaluate", "--predictions", truth, "--truth", truth, "--output", report)
    #expect(refused.status == 73)
    #expect(refused.messages.contains("The output file '\(report)' exists."))
    #expect(try String(contentsOfFile: report, encoding: .utf8) == "old")
    let replaced = try Program(
      "evaluate",
      "--predictions",
      truth,
      "--truth",
      truth,
      "--output",
      report,
      "--overwrite"
    )
    #expect(replaced.status == 0)
    #expect(try String(contentsOfFile: report, encoding: .utf8).contains("\"miou\": 1"))
  }
}
