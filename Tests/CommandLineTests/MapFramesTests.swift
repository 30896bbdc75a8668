import Foundation
import GeoRaster
import Imagery
import TestSupport
import Testing

/// `ragweed map` on single frames, as a user would.
@Suite(.enabled(if: Program.isInstalled("gdal_translate"), "needs gdal-bin"))
struct MapFramesTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func frame(_ name: String, x: Int = 1300, _ pose: TestFrame.Pose = TestFrame.Pose()) throws -> String {
    try TestFrame.write(folder.path(name), x: x, pose: pose)
    return folder.path(name)
  }

  private func map(_ arguments: String...) throws -> (outcome: Program, summary: [String: Any]) {
    let outcome = try Program(arguments: ["map"] + arguments + ["--output", folder.path("out"), "--overwrite"])
    let data = try Data(contentsOf: URL(fileURLWithPath: folder.path("out/summary.json")))
    return (outcome, try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any]))
  }

  private func number(_ summary: [String: Any], _ key: String) throws -> Double {
    try #require(summary[key] as? Double)
  }

  private func features() throws -> [[String: Any]] {
    let data = try Data(contentsOf: URL(fileURLWithPath: folder.path("out/map.geojson")))
    let map = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    return try #require(map["features"] as? [[String: Any]]).compactMap { $0["properties"] as? [String: Any] }
  }

  @Test func groundThatTwoFramesShowIsCountedOnce() throws {
    let first = try frame("a.jpg")
    let alone = try map(first)
    #expect(alone.outcome.status == 0, "\(alone.outcome.messages)")
    // 400 x 300 px of 3.75 cm.
    let area = 400 * 300 * 0.0375 * 0.0375
    #expect(abs(try number(alone.summary, "surveyed_area_m2") - area) < area * 0.002)

    // 7.5 m further east, half a frame: 0.0001005 degrees of longitude at 47.95 degrees of latitude.
    let second = try frame("b.jpg", x: 1500, TestFrame.Pose(longitude: 16.85 + 0.00010038))
    let both = try map(first, second, "--raw")
    #expect(both.outcome.status == 0, "\(both.outcome.messages)")
    #expect(abs(try number(both.summary, "surveyed_area_m2") - 1.5 * area) < area * 0.004)
    let inputs = try #require(both.summary["inputs"] as? [[String: Any]])
    let shares = inputs.compactMap { $0["surveyed_area_m2"] as? Double }
    #expect(abs(shares.reduce(0, +) - (try number(both.summary, "surveyed_area_m2"))) < 3e-4)
    let mapped = try features()
    let weed = try #require((both.summary["classes"] as? [String: [String: Double]])?["weed"])
    #expect(Double(mapped.count) == weed["patch_count"])
    let sum = mapped.compactMap { $0["area_m2"] as? Double }.reduce(0, +)
    #expect(abs(sum - (weed["area_m2"] ?? 0)) < 1e-6)
    // Nearer to the point under the camera a place is surer.
    let accuracies = mapped.compactMap { $0["positional_accuracy_m"] as? Double }
    #expect(accuracies.count == mapped.count && accuracies.allSatisfy { $0 >= 2 && $0 < 4 })
  }

  @Test func theMosaicLiesWhereTheFramesLie() throws {
    let first = try frame("a.jpg")
    let second = try frame("b.jpg", x: 1500, TestFrame.Pose(longitude: 16.85 + 0.00010038))
    let outcome = try map(first, second, "--mosaic").outcome
    #expect(outcome.status == 0, "\(outcome.messages)")
    let mosaic = try RasterImage(path: folder.path("out/mosaic.tif"))
    let mask = try MaskReader.read(path: folder.path("out/mosaic.mask.tif"))
    #expect(mosaic.size == mask.size)
    // Two frames of 400 columns, 200 apart.
    #expect(abs(mosaic.size.width - 600) < 12)
    let tile = try mosaic.read(PixelRect(x: 0, y: 0, size: mosaic.size))
    let surveyed = tile.surveyed ?? []
    #expect(surveyed.count == mask.classes.count)
    for (alpha, value) in zip(surveyed, mask.classes) { #expect((alpha == 0) == (value == ClassMask.notSurveyed)) }
  }

  @Test func anInputThatIsNamedAsTheMosaicIsRefused() throws {
    let outcome = try Program("map", try frame("mosaic.jpg"), "--mosaic", "--output", folder.path("out"))
    #expect(outcome.status == 64)
    #expect(outcome.messages.contains("would write the same mask"), "\(outcome.messages)")
    #expect(!FileManager.default.fileExists(atPath: folder.path("out")))
  }

  @Test func framesThatAreOfNoUseAreListedAndNotUsed() throws {
    let good = try frame("good.jpg")
    let copy = try frame("copy.jpg")
    try TestFrame.write(folder.path("cap.jpg"), pose: TestFrame.Pose(latitude: 47.951), "-scale", "0", "255", "0", "3")
    try TestFrame.write(
      folder.path("moved.jpg"),
      pose: TestFrame.Pose(latitude: 47.952),
      "-outsize",
      "400",
      "300",
      "-r",
      "cubicspline",
      "-srcwin",
      "1300",
      "600",
      "25",
      "19"
    )
    let (outcome, summary) = try map(good, copy, folder.path("cap.jpg"), folder.path("moved.jpg"))
    #expect(outcome.status == 0, "\(outcome.messages)")
    let flagged = try #require(summary["flagged"] as? [[String: Any]])
    let kinds = flagged.compactMap { $0["flag"] as? String }
    #expect(kinds == ["repeated", "black", "blurred"])
    #expect(flagged.allSatisfy { $0["used"] as? Bool == false })
    let inputs = try #require(summary["inputs"] as? [[String: Any]])
    // Black and blurred frames get no mask; the repeated one has a mask and is not on the map.
    #expect(inputs.compactMap { $0["source"] as? String } == ["good.jpg", "copy.jpg"])
    #expect(inputs.compactMap { $0["on_map"] as? Bool } == [true, false])
    #expect(outcome.messages.contains("'copy.jpg' shows the same as 'good.jpg' from the same place."))

    let all = try map(good, copy, folder.path("cap.jpg"), folder.path("moved.jpg"), "--use-flagged").summary
    #expect((all["inputs"] as? [Any])?.count == 4)
    #expect((all["flagged"] as? [[String: Any]])?.allSatisfy { $0["used"] as? Bool == true } == true)
  }

  @Test func anObliqueFrameIsProjectedOntoTheGround() throws {
    let oblique = try frame("oblique.jpg", TestFrame.Pose(pitch: -60))
    let (outcome, summary) = try map(oblique)
    #expect(outcome.status == 0, "\(outcome.messages)")
    // 10 m high, 30 degrees off the vertical; across 400 px (267 of focal length), along 300: a trapezium between the
    // angles 30 - 29.36 and 30 + 29.36 degrees; its area by integrating the width h / cos a over the length.
    let inner = 10 * tan((30 - 29.3578) * Double.pi / 180)
    let outer = 10 * tan((30 + 29.3578) * Double.pi / 180)
    func width(_ distance: Double) -> Double {
      // The depth of the row that looks at a distance, along the axis, times 400 / f.
      (10 * cos(.pi / 6) + distance * sin(.pi / 6)) * 400 / 266.6667
    }
    let area = (width(inner) + width(outer)) / 2 * (outer - inner)
    let surveyed = try number(summary, "surveyed_area_m2")
    // Its corners lie beyond 60 degrees of the vertical and are not mapped.
    #expect(surveyed < area && surveyed > area * 0.6)
    #expect(try MaskReader.read(path: folder.path("out/oblique.mask.tif")).size == PixelSize(width: 400, height: 300))
    let inputs = try #require(summary["inputs"] as? [[String: Any]])
    #expect(inputs[0]["on_map"] as? Bool == true)
  }

  @Test func aTableOfPosesReplacesTheFramesOwn() throws {
    let low = try frame("a.jpg")
    let poses = try folder.write("id,lat,lon,alt,yaw,pitch,roll\na.jpg,47.95,16.85,20,0,-90,0\n", as: "poses.csv")
    let (outcome, summary) = try map(low, "--poses", poses)
    #expect(outcome.status == 0, "\(outcome.messages)")
    let area = 400 * 300 * 0.075 * 0.075
    #expect(abs(try number(summary, "surveyed_area_m2") - area) < area * 0.002)
  }

  @Test func overTerrainTheScaleFollowsTheGround() throws {
    // A slope that rises by 10 % to the north: 0.5 m over half a frame's length.
    let camera = TestFrame.Pose(height: 10)
    let rows = (0..<41).map { row in
      (0..<41).map { _ in "\(100 + Double(20 - row) * 0.1 * 1.112)" }.joined(separator: " ")
    }
    // A cell of 0.00001 degrees of latitude is 1.112 m.
    let header = "ncols 41\nnrows 41\nxllcorner 16.8497950\nyllcorner 47.9497950\ncellsize 0.00001\n"
    let grid = try folder.write(header + rows.joined(separator: "\n") + "\n", as: "slope.asc")
    try Program.installed("gdal_translate", "-q", "-a_srs", "EPSG:4326", grid, folder.path("slope.tif"))
    let (outcome, summary) = try map(try frame("a.jpg", camera), "--terrain", folder.path("slope.tif"))
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.messages.contains("The take-off is taken to be level with the ground under the first frame"))
    // Uphill the frame shows less, downhill more. Along: h (1/(1/t - s) + 1/(1/t + s)) with t = 150 / 266.67.
    let (t, s, h) = (150 / 266.6667, 0.1, 10.0)
    let (up, down) = (h * t / (1 + s * t), h * t / (1 - s * t))
    // The width at a place is its height below the camera times 400 / f.
    let area = 1.5 * ((h + h - s * up) / 2 * up + (h + h + s * down) / 2 * down)
    let surveyed = try number(summary, "surveyed_area_m2")
    #expect(abs(surveyed - area) < area * 0.004, "\(surveyed) for \(area)")
    let flat = 400 * 300 * 0.0375 * 0.0375
    #expect(abs(area - flat) > flat * 0.005)
  }

  @Test func altitudesAboveTheSeaNeedTerrain() throws {
    let frame = try frame("a.jpg")
    let poses = try folder.write("id,lat,lon,abs_alt,yaw\na,47.95,16.85,120,0\n", as: "poses.csv")
    let refused = try map(frame, "--poses", poses).outcome
    #expect(refused.status == 65)
    #expect(refused.messages.contains("its metadata lack a height above the take-off"), "\(refused.messages)")
    let level = try folder.write(
      "ncols 4\nnrows 4\nxllcorner 16.848\nyllcorner 47.948\ncellsize 0.001\n"
        + String(repeating: "100 100 100 100\n", count: 4),
      as: "level.asc"
    )
    try Program.installed("gdal_translate", "-q", "-a_srs", "EPSG:4326", level, folder.path("level.tif"))
    let (outcome, summary) = try map(frame, "--poses", poses, "--terrain", folder.path("level.tif"))
    #expect(outcome.status == 0, "\(outcome.messages)")
    // 20 m above ground of 100 m.
    let area = 400 * 300 * 0.075 * 0.075
    #expect(abs(try number(summary, "surveyed_area_m2") - area) < area * 0.002)
  }

  @Test func terrainThatEndsBeforeTheFramesIsSaid() throws {
    let grid = try folder.write(
      "ncols 2\nnrows 2\nxllcorner 10\nyllcorner 47\ncellsize 0.001\n1 1\n1 1\n",
      as: "elsewhere.asc"
    )
    try Program.installed("gdal_translate", "-q", "-a_srs", "EPSG:4326", grid, folder.path("elsewhere.tif"))
    let outcome = try map(try frame("a.jpg"), "--terrain", folder.path("elsewhere.tif")).outcome
    #expect(outcome.status == 65)
    #expect(outcome.messages.contains("has no height under its camera"), "\(outcome.messages)")
  }
}
