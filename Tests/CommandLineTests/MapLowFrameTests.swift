import Foundation
import TestSupport
import Testing

/// Frames that would ruin the map of all others: one of the landing pad, one of another place.
@Suite(.enabled(if: Program.isInstalled("gdal_translate"), "needs gdal-bin"))
struct MapLowFrameTests {
  private static let step = 0.00010038
  private let folder: TemporaryFolder
  private let frames: [String]

  init() throws {
    let folder = try TemporaryFolder()
    self.folder = folder
    frames = try (0..<6).map { index in
      let path = folder.path("f\(index).jpg")
      try TestFrame.write(path, x: 300 * index, pose: TestFrame.Pose(longitude: 16.85 + Double(index) * Self.step))
      return path
    }
  }

  private func map(_ frames: [String], _ options: String...) throws -> (run: Program, summary: [String: Any]) {
    let model = try CropNetwork().write(into: folder)
    let run = try Program(
      arguments: ["map"] + frames + ["--model", model, "--output", folder.path("out"), "--overwrite"] + options,
      environment: ["XDG_CACHE_HOME": folder.path("cache")]
    )
    #expect(run.status == 0, "\(run.messages)")
    let data = try Data(contentsOf: URL(fileURLWithPath: folder.path("out/summary.json")))
    return (run, try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any]))
  }

  private func size(_ name: String) throws -> Int {
    try #require(try FileManager.default.attributesOfItem(atPath: folder.path(name))[.size] as? Int)
  }

  @Test func aFrameOfTheLandingPadChangesNothing() throws {
    let alone = try map(frames).summary
    let map = try size("out/map.geojson")
    let pad = folder.path("pad.jpg")
    try TestFrame.write(pad, x: 900, pose: TestFrame.Pose(height: 0.4))
    let both = try self.map(frames + [pad])
    #expect(both.run.messages.contains("'pad.jpg' was taken from 0.4 m, less than a third of the 10 m that are usual"))
    #expect(both.summary["surveyed_area_m2"] as? Double == alone["surveyed_area_m2"] as? Double)
    #expect(try size("out/map.geojson") == map)
    // Used all the same it is laid at the pixels of the others.
    let used = try self.map(frames + [pad], "--use-flagged").summary
    let (area, whole) = (used["surveyed_area_m2"] as? Double, alone["surveyed_area_m2"] as? Double)
    #expect(abs(try #require(area) - (try #require(whole))) < 0.2)
    #expect(try size("out/map.geojson") < 2 * map)
  }

  @Test func aFrameOfAnotherPlaceTakesNoOtherDown() throws {
    let alone = try map(frames).summary
    let far = folder.path("far.jpg")
    try TestFrame.write(far, x: 900, pose: TestFrame.Pose(latitude: 0, longitude: 0))
    let both = try map(frames + [far]).summary
    let (area, whole) = (both["surveyed_area_m2"] as? Double, alone["surveyed_area_m2"] as? Double)
    #expect(try #require(area) > (try #require(whole)))
    let inputs = try #require(both["inputs"] as? [[String: Any]])
    #expect(inputs.count == 7 && inputs.allSatisfy { $0["on_map"] as? Bool == true })
  }
}
