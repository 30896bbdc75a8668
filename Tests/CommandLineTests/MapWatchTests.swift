import Foundation
import TestSupport
import Testing

/// `ragweed map --watch`, with frames that arrive while it runs.
@Suite(.enabled(if: Program.isInstalled("gdal_translate"), "needs gdal-bin"))
struct MapWatchTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder.path("card"), withIntermediateDirectories: true)
    try TestFrame.write(folder.path("a.jpg"))
    try TestFrame.write(folder.path("b.jpg"), x: 1500, pose: TestFrame.Pose(longitude: 16.85 + 0.00010038))
    try SamplePart.write(folder.path("c.tif"), x: 900, width: 400, height: 300)
  }

  private func masks() throws -> [String] {
    let names = (try? folder.visibleFiles(in: "out")) ?? []
    return names.filter { $0.hasSuffix(".mask.tif") }
  }

  private func wait(_ condition: () throws -> Bool) rethrows {
    let deadline = ContinuousClock.now + .seconds(120)
    while try !condition(), ContinuousClock.now < deadline { usleep(20_000) }
  }

  @Test func framesAreMappedAsTheyArriveUntilCtrlC() throws {
    let process = try Program.started("map", "--watch", folder.path("card"), "--output", folder.path("out"))
    // The first half of a frame is no frame yet.
    let whole = try Data(contentsOf: URL(fileURLWithPath: folder.path("a.jpg")))
    _ = try folder.write(Data(whole.prefix(5000)), as: "card/a.jpg")
    usleep(1_000_000)
    #expect(try masks().isEmpty)
    _ = try folder.write(whole, as: "card/a.jpg")
    for name in ["b.jpg", "c.tif"] {
      try FileManager.default.copyItem(atPath: folder.path(name), toPath: folder.path("card/" + name))
    }
    try wait { try masks().count == 3 }
    kill(process.processIdentifier, SIGINT)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 0)
    let inputs = ["a.jpg", "b.jpg", "c.tif"].map { folder.path($0) }
    #expect(try Program(arguments: ["map"] + inputs + ["--output", folder.path("whole")]).status == 0)
    #expect(try features("out") == features("whole"))
  }

  @Test func itEndsByItselfWhenNothingComes() throws {
    try FileManager.default.copyItem(atPath: folder.path("a.jpg"), toPath: folder.path("card/a.jpg"))
    let outcome = try Program(
      "map",
      "--watch",
      folder.path("card"),
      "--watch-idle",
      "1s",
      "--output",
      folder.path("out")
    )
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.messages.contains("a.jpg: segmented"))
    #expect(outcome.messages.contains("1 of 1 inputs were taken from the earlier run.") == false)
    #expect(try masks() == ["a.mask.tif"])
  }

  @Test func nothingToMapIsRefused() throws {
    let none = try Program("map", "--output", folder.path("out"))
    #expect(none.status == 64)
    #expect(none.messages.contains("There is nothing to map."))
    let missing = try Program("map", "--watch", folder.path("no"), "--output", folder.path("out"))
    #expect(missing.status == 66)
    #expect(missing.messages.contains("there is no such folder"))
  }

  private func features(_ output: String) throws -> [String] {
    let text = try String(contentsOfFile: folder.path(output + "/map.geojson"), encoding: .utf8)
    return text.split(separator: "\n").filter { $0.contains("\"Feature\"") }.map {
      $0.hasSuffix(",") ? String($0.dropLast()) : String($0)
    }.sorted()
  }
}
