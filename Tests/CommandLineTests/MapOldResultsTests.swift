import Foundation
import TestSupport
import Testing

/// What `ragweed map` leaves of an earlier run in the same folder.
@Suite(.enabled(if: Program.isInstalled("gdal_translate"), "needs gdal-bin"))
struct MapOldResultsTests {
  private let folder: TemporaryFolder
  private let inputs: [String]
  private let model: String

  init() throws {
    folder = try TemporaryFolder()
    inputs = [
      try ColourField.write(into: folder, as: "a.tif"), try ColourField.write(into: folder, as: "b.tif", rows: ["gkg"]),
    ]
    model = try CropNetwork().write(into: folder)
  }

  private func map(_ inputs: [String], _ options: String...) throws -> Program {
    let run = try Program(
      arguments: ["map"] + inputs + ["--model", model, "--output", folder.path("out")] + options,
      environment: ["XDG_CACHE_HOME": folder.path("cache")]
    )
    #expect(run.status == 0, "\(run.messages)")
    return run
  }

  private func results() throws -> Set<String> { Set(try folder.visibleFiles(in: "out")) }

  private static let whole: Set = ["map.geojson", "map.gpkg", "map.qgz", "report.html", "summary.json"]

  private static func masks(_ names: String...) -> [String] { names.flatMap { ["\($0).mask.tif", "\($0).mask.qml"] } }

  @Test func overwritingLeavesNoResultOfTheEarlierRun() throws {
    _ = try map(inputs, "--overlay")
    let both = try results()
    #expect(both == Self.whole.union(Self.masks("a", "b") + ["a.overlay.jpg", "b.overlay.jpg"]))
    // What a user has put there is no result.
    _ = try folder.write("mine", as: "out/notes.txt")
    _ = try map([inputs[0]], "--overwrite")
    #expect(try results() == Self.whole.union(Self.masks("a") + ["notes.txt"]))
    _ = try map([inputs[1]], "--overwrite", "--masks-only")
    #expect(try results() == Set(Self.masks("b") + ["notes.txt", "summary.json"]))
  }

  @Test func resumingWithFewerInputsLeavesTheirResultsOnly() throws {
    _ = try map(inputs)
    let first = try Data(contentsOf: URL(fileURLWithPath: folder.path("out/map.geojson")))
    #expect(try map([inputs[0]], "--resume").messages.contains("1 of 1 inputs were taken from the earlier run."))
    #expect(try results() == Self.whole.union(Self.masks("a")))
    #expect(try map(inputs, "--resume").messages.contains("1 of 2 inputs were taken from the earlier run."))
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path("out/map.geojson"))) == first)
  }

  /// A mask may be an input, and a folder may hold both.
  @Test func anInputIsNeverTakenAway() throws {
    _ = try map([inputs[0]])
    _ = try map([folder.path("out/a.mask.tif")], "--overwrite", "--masks-only", "--bands", "1,1,1")
    #expect(try results() == Set(Self.masks("a.mask") + ["a.mask.tif", "summary.json"]))
  }
}
