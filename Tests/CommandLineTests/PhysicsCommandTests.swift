import Documents
import Foundation
import MissionFormats
import TestSupport
import Testing

/// Terrain, wind, batteries, cost and parts of fields on the command line.
@Suite struct PhysicsCommandTests {
  static let terrain = "Missions/hilly/terrain.tif"
  static let base = ["plan", "Missions/hilly/field.geojson", "--drone", "phantom-4-pro", "--gsd", "1cm"]

  static func summary(_ options: [String]) throws -> JSONValue {
    let run = try Program(arguments: base + options + ["--format", "json"])
    #expect(run.status == 0, "\(run.messages)")
    return try JSONValue(parsing: Array(run.output.utf8))
  }

  @Test func missionFilesCarryAltitudesOverTheTakeoff() throws {
    let folder = try TemporaryFolder()
    let run = try Program(
      arguments: Self.base + ["--terrain", Self.terrain, "--output", folder.path("out"), "--name", "hill"]
    )
    #expect(run.status == 0, "\(run.messages)")
    let plan = try JSONValue(
      parsing: [UInt8](Data(contentsOf: URL(fileURLWithPath: folder.path("out/hill-01.plan"))))
    )
    let items = try #require(plan["mission"]?["items"]?.elements)
    let altitudes = items.compactMap { $0["Altitude"]?.double }
    // The hill rises 30 m; over its top the drone is that much higher over the take-off than at its foot.
    let least = try #require(altitudes.min())
    let greatest = try #require(altitudes.max())
    #expect(greatest - least > 20)
    #expect(items.filter { $0["command"] == .integer(16) }.allSatisfy { $0["AltitudeMode"] == .integer(1) })
  }

  @Test func theSummarySaysHowHighAndHowFine() throws {
    let follow = try Self.summary(["--terrain", Self.terrain])
    let gsd = try #require(follow["gsd_cm_per_px"])
    let numbers = try ["min", "mean", "max"].map { try #require(gsd[$0]?.double) }
    #expect(numbers == numbers.sorted() && numbers[0] < 1 && numbers[2] > 1)
    // 36.48 m less and more 5 per cent.
    #expect(numbers[0] > 0.949 && numbers[2] < 1.051)
    let flat = try Self.summary(["--terrain", Self.terrain, "--terrain-mode", "flat"])
    #expect(try #require(flat["gsd_cm_per_px"]?["max"]?.double) > 1.2)
    #expect(flat["limits"]?.elements?.contains { $0["kind"]?.text == "terrain" } == true)
    #expect(flat["terrain"]?["mode"]?.text == "flat")
  }

  @Test func costAndTimeStandBesideTheSeminarsAndTheManualSurvey() throws {
    let summary = try Self.summary(["--pilot-cost", "60EUR", "--travel-cost", "40EUR", "--battery-change", "4min"])
    #expect(summary["cost"]?["basis"]?.text == "rates")
    let parts = try ["pilot_eur", "hardware_eur", "battery_eur", "travel_eur"].map {
      try #require(summary["cost"]?[$0]?.double)
    }
    #expect(abs(parts.reduce(0, +) - (try #require(summary["cost_eur"]?.double))) < 0.02)
    for row in ["ideal", "feasible", "manual"] {
      #expect(summary["comparison"]?[row]?["cost_eur_per_km2"]?.double != nil)
    }
    let table = try Program(arguments: Self.base)
    for text in ["ideal (seminar)", "this plan", "on foot", "speed limited by  shutter interval", "storage"] {
      #expect(table.output.contains(text))
    }
  }

  static let refused: [(options: [String], status: Int32, sentence: String)] = [
    (["--wind", "5m/s"], 64, "is no wind. Write its speed and the direction from which it blows"),
    (["--wind", "30m/s@90deg"], 64, "is too strong for 'phantom-4-pro', which flies at most 20 m/s"),
    (["--terrain", "none.tif"], 66, "there is no such file"),
    (["--terrain", "Missions/hilly/field.geojson"], 65, "Cannot read 'Missions/hilly/field.geojson' as a raster"),
    (["--terrain-mode", "steep"], 64, "There is no terrain mode 'steep'. Choose follow or flat."),
    (["--terrain", terrain, "--terrain-tolerance", "2"], 64, "the unit is missing"),
    (["--terrain", terrain, "--terrain-tolerance", "30m"], 64, "more than half the height above the ground"),
    (
      ["--terrain-tolerance", "1m"], 64,
      "The plan needs terrain for a terrain mode or tolerance. Give an elevation model"
    ),
    (["--sample", "0%"], 64, "is no part of a field"),
    (["--sample", "5%", "--plot-size", "2km"], 64, "No plot of 2000 m fits into the field."),
    (["--sample", "5%", "--revisit", "map.geojson"], 64, "Give only one of --sample, --revisit and --flown."),
    (["--revisit", "Missions/revisit/map.geojson"], 65, "None of the 9 patches of the map lies in the field."),
    (
      ["--revisit", "Missions/revisit/map.geojson", "--revisit-class", "maize"], 65,
      "it has no patch of the class 'maize', only of ragweed, thistle."
    ),
    (["--drones", "0"], 64, "A number of drones of 0 is not plausible."),
    (["--battery", "3%"], 64, "does not suffice to fly"),
    (["--obstacle-height", "40m"], 64, "is too near to the obstacles, which need 45 m with the margin."),
    (["--exposure", "1/20000s"], 64, "cannot expose for 1/20000 s"),
  ]

  @Test(arguments: refused)
  func whatCannotBeFlownIsRefusedInOneSentence(options: [String], status: Int32, sentence: String) throws {
    let folder = try TemporaryFolder()
    let run = try Program(arguments: Self.base + options + ["--output", folder.path("out")])
    #expect(run.status == status)
    #expect(run.messages.contains(sentence), "\(run.messages)")
    #expect(!FileManager.default.fileExists(atPath: folder.path("out")))
  }

  @Test func aTerrainThatDoesNotReachTheFieldSaysHowMuch() throws {
    let run = try Program(
      "plan",
      "Missions/seewinkel-field/field.geojson",
      "--drone",
      "phantom-4-pro",
      "--gsd",
      "1cm",
      "--terrain",
      Self.terrain
    )
    #expect(run.status == 65)
    #expect(run.messages.contains("does not reach 100 % of the field, for instance at 47.7"), "\(run.messages)")
  }
}
