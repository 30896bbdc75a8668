import Foundation
import GeoRaster
import Imagery
import TestSupport
import Testing

/// `ragweed map --resume` after a run that was really killed.
@Suite(.enabled(if: Program.isInstalled("gdal_translate"), "needs gdal-bin"))
struct MapResumeTests {
  private let folder: TemporaryFolder
  private let inputs: String

  init() throws {
    folder = try TemporaryFolder()
    inputs = folder.path("in")
    try FileManager.default.createDirectory(atPath: inputs, withIntermediateDirectories: true)
    // With an umlaut and a space, as people name their fields.
    for (index, name) in ["Äcker 1.tif", "b.tif", "c.tif"].enumerated() {
      try SamplePart.write(inputs + "/" + name, x: 600 + index * 500, width: 520, height: 500)
    }
    for (index, name) in ["k.jpg", "l.jpg"].enumerated() {
      let pose = TestFrame.Pose(longitude: 16.85 + Double(index) * 0.00010038)
      try TestFrame.write(inputs + "/" + name, x: 1300 + 200 * index, pose: pose)
    }
  }

  private func finished(_ output: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path(output) + "/.ragweed/inputs")) ?? []
    return names.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }
  }

  private func features(_ output: String) throws -> [String] {
    let text = try String(contentsOfFile: folder.path(output + "/map.geojson"), encoding: .utf8)
    return text.split(separator: "\n").filter { $0.contains("\"Feature\"") }.map { String($0.trimmingSuffix(",")) }
      .sorted()
  }

  private func changed(_ path: String) throws -> Date? {
    try FileManager.default.attributesOfItem(atPath: folder.path(path))[.modificationDate] as? Date
  }

  private func masks(_ output: String) throws -> [String: [UInt8]] {
    let names = try folder.visibleFiles(in: output).filter { $0.hasSuffix(".mask.tif") }
    return Dictionary(
      uniqueKeysWithValues: try names.map { ($0, try MaskReader.read(path: folder.path(output + "/" + $0)).classes) }
    )
  }

  /// Starts a run and kills it when some inputs are finished.
  private func killedRun(after count: Int) throws -> [String] {
    let process = try Program.started("map", inputs, "--output", folder.path("out"), "--threads", "1")
    let deadline = ContinuousClock.now + .seconds(120)
    while process.isRunning, finished("out").count < count, ContinuousClock.now < deadline { usleep(2000) }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal, "the run ended before it was killed")
    return finished("out")
  }

  @Test(arguments: [1, 4]) func aKilledRunGoesOnWhereItEnded(count: Int) throws {
    #expect(try Program("map", inputs, "--output", folder.path("whole")).status == 0)
    let done = try killedRun(after: count)
    #expect(done.count >= count && done.count < 5)
    #expect(!FileManager.default.fileExists(atPath: folder.path("out/summary.json")))
    let before = try masks("out")
    #expect(before.count >= done.count)
    let first = try changed("out/b.mask.tif")
    let outcome = try Program("map", inputs, "--output", folder.path("out"), "--resume")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.messages.contains("\(done.count) of 5 inputs were taken from the earlier run."))
    #expect(try changed("out/b.mask.tif") == first)
    #expect(try masks("out") == masks("whole"))
    #expect(try features("out") == features("whole"))
    #expect(try folder.visibleFiles(in: "out") == folder.visibleFiles(in: "whole"))
  }

  @Test func onlyWhatChangedIsMappedAgain() throws {
    #expect(try Program("map", inputs, "--output", folder.path("out")).status == 0)
    let unchanged = try changed("out/c.mask.tif")
    try SamplePart.write(inputs + "/b.tif", x: 700, width: 400, height: 300)
    try FileManager.default.removeItem(atPath: inputs + "/Äcker 1.tif")
    let outcome = try Program("map", inputs, "--output", folder.path("out"), "--resume")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.messages.contains("3 of 4 inputs were taken from the earlier run."), "\(outcome.messages)")
    #expect(try changed("out/c.mask.tif") == unchanged)
    #expect(try Program("map", inputs, "--output", folder.path("whole")).status == 0)
    #expect(try features("out") == features("whole"))
  }

  @Test func otherOptionsMapEverythingAgain() throws {
    let input = inputs + "/b.tif"
    #expect(try Program("map", input, "--output", folder.path("out"), "--resume").status == 0)
    let outcome = try Program("map", input, "--output", folder.path("out"), "--resume", "--overlap", "64")
    #expect(outcome.status == 0)
    #expect(
      outcome.messages
        == "Warning: The earlier run differs in --overlap, so everything is mapped again.\n"
    )
  }

  @Test func aMapThatIsGoneIsMadeAgain() throws {
    let input = inputs + "/b.tif"
    #expect(try Program("map", input, "--output", folder.path("out")).status == 0)
    let whole = try features("out")
    try FileManager.default.removeItem(atPath: folder.path("out/map.gpkg"))
    let outcome = try Program("map", input, "--output", folder.path("out"), "--resume")
    #expect(outcome.status == 0 && outcome.messages.isEmpty, "\(outcome.messages)")
    #expect(try features("out") == whole)
  }

  @Test func picturesOfAVideoAreSegmentedAgainOnlyWhereTheyLieElsewhere() throws {
    let sample = SharedFiles.projectFolder.appendingPathComponent("Samples/synthetic-field/video")
    let track = try String(contentsOf: sample.appendingPathComponent("DJI_0004.SRT"), encoding: .utf8)
    let video = folder.path("DJI_0004.MP4")
    try FileManager.default.copyItem(atPath: sample.appendingPathComponent("DJI_0004.MP4").path, toPath: video)
    _ = try folder.write(track, as: "DJI_0004.SRT")
    let first = try Program("map", video, "--every", "1s", "--output", folder.path("out"))
    #expect(first.status == 0, "\(first.messages)")
    let map = try features("out")
    let count = try folder.visibleFiles(in: "out").count { $0.hasSuffix(".mask.tif") }
    let again = try Program("map", video, "--every", "1s", "--output", folder.path("out"), "--resume")
    #expect(
      again.messages.contains("\(count) of \(count) inputs were taken from the earlier run."),
      "\(again.messages)"
    )
    #expect(try features("out") == map)
    // The same pictures a little higher.
    _ = try folder.write(track.replacing("rel_alt: ", with: "rel_alt: 1"), as: "DJI_0004.SRT")
    let elsewhere = try Program("map", video, "--every", "1s", "--output", folder.path("out"), "--resume")
    #expect(!elsewhere.messages.contains("inputs were taken from the earlier run"), "\(elsewhere.messages)")
  }

  @Test(arguments: [".ragweed/inputs/b.tif.json", ".ragweed/options.json", ".ragweed/inputs", "map.gpkg", "b.mask.tif"])
  func aDamagedJournalOnlyMeansMoreWork(name: String) throws {
    let input = inputs + "/b.tif"
    #expect(try Program("map", input, "--output", folder.path("out")).status == 0)
    let whole = try features("out")
    let path = folder.path("out/" + name)
    if let bytes = FileManager.default.contents(atPath: path) {
      _ = try folder.write(bytes.prefix(bytes.count / 2), as: "out/" + name)
    } else {
      try FileManager.default.removeItem(atPath: path)
    }
    let outcome = try Program("map", input, "--output", folder.path("out"), "--resume")
    #expect(outcome.status == 0 && outcome.messages.isEmpty, "\(outcome.messages)")
    #expect(try features("out") == whole)
  }

  @Test func aFolderOfOtherThingsIsNotResumed() throws {
    _ = try folder.write("precious", as: "notes.txt")
    let outcome = try Program("map", inputs, "--output", folder.url.path, "--resume")
    #expect(outcome.status == 73)
    #expect(outcome.messages.contains("is not empty"))
  }

  @Test func aFileThatChangesWhileItIsReadIsRefused() throws {
    let input = folder.path("large.tif")
    try SamplePart.write(input, x: 300, y: 200, width: 1800, height: 1200)
    let process = try Program.started("map", input, "--output", folder.path("out"), "--threads", "1")
    let deadline = ContinuousClock.now + .seconds(60)
    // The mask in the making says that the input is being read.
    let making = folder.path("out/.large.mask.tif.tmp")
    while process.isRunning, !FileManager.default.fileExists(atPath: making), ContinuousClock.now < deadline {
      usleep(1000)
    }
    let handle = try #require(FileHandle(forWritingAtPath: input))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("more".utf8))
    process.waitUntilExit()
    #expect(process.terminationStatus == 65)
    let summary = try String(contentsOfFile: folder.path("out/summary.json"), encoding: .utf8)
    #expect(summary.contains("it changed while it was read"))
    #expect(try folder.visibleFiles(in: "out") == ["summary.json"])
  }

  @Test func pipesAndLinksThatLeadNowhereAreRefused() throws {
    let pipe = folder.path("pipe.tif")
    try Program.installed("mkfifo", pipe)
    let outcome = try Program("map", pipe, "--output", folder.path("out"))
    #expect(outcome.status == 66)
    #expect(outcome.messages.contains("it is a pipe or a device"))
    for arguments in [
      ["telemetry", pipe], ["model", pipe], ["evaluate", "--predictions", pipe, "--truth", pipe],
      ["plan", pipe, "--drone", "phantom-4-pro", "--gsd", "1cm", "--output", folder.path("plan")],
    ] {
      let other = try Program(arguments: arguments)
      #expect(other.status == 66)
      #expect(other.messages.contains("it is a pipe or a device"), "\(arguments[0])")
    }
    try FileManager.default.createSymbolicLink(atPath: folder.path("x.tif"), withDestinationPath: "nowhere.tif")
    let link = try Program("map", folder.path("x.tif"), "--output", folder.path("out"))
    #expect(link.messages.contains("there is no such file"))
    // A link that leads somewhere is as good as the file.
    try FileManager.default.createSymbolicLink(atPath: folder.path("y.tif"), withDestinationPath: "in/b.tif")
    #expect(try Program("map", folder.path("y.tif"), "--output", folder.path("out")).status == 0)
  }

  @Test func twoRunsDoNotShareAFolder() throws {
    _ = try killedRun(after: 1)
    // The test stands for the other run, which might end too early on a busy machine.
    let lock = try #require(FileHandle(forUpdatingAtPath: folder.path("out/.ragweed/lock")))
    try #require(lockf(lock.fileDescriptor, F_TLOCK, 0) == 0)
    let outcome = try Program("map", inputs, "--output", folder.path("out"), "--resume")
    #expect(outcome.status == 75)
    #expect(outcome.messages.contains("another run of ragweed map is at work there"), "\(outcome.messages)")
    try lock.close()
    #expect(try Program("map", inputs, "--output", folder.path("out"), "--resume").status == 0)
  }
}

extension Substring {
  fileprivate func trimmingSuffix(_ suffix: String) -> Substring {
    hasSuffix(suffix) ? dropLast(suffix.count) : self
  }
}
