import Documents
import Foundation
import MissionFormats
import TestSupport
import Testing

/// No-fly zones, corridors and transects on the command line.
@Suite struct GroundCommandTests {
  static let options = ["--drone", "phantom-4-pro", "--gsd", "1cm", "--format", "json"]
  /// 223 by 222 m.
  static let square = """
    {"type":"Polygon","coordinates":[[[16.4,48.2],[16.403,48.2],[16.403,48.202],[16.4,48.202],[16.4,48.2]]]}
    """
  /// 37 by 33 m in its middle.
  static let zone = """
    {"type":"Polygon","coordinates":[[[16.401,48.201],[16.4015,48.201],[16.4015,48.2013],[16.401,48.2013],[16.401,48.201]]]}
    """
  static let road = """
    {"type":"LineString","coordinates":[[16.4,48.2],[16.405,48.2005],[16.407,48.203],[16.412,48.2035]]}
    """

  static func plan(_ arguments: String...) throws -> (run: Program, summary: JSONValue?) {
    let run = try Program(arguments: ["plan"] + arguments + options)
    return (run, try? JSONValue(parsing: Array(run.output.utf8)))
  }

  @Test func zonesStandInEveryFile() throws {
    let folder = try TemporaryFolder()
    let field = try folder.write(Self.square, as: "field.geojson")
    let zone = try folder.write(Self.zone, as: "zone.geojson")
    let (run, summary) = try Self.plan(
      field,
      "--no-fly",
      zone,
      "--clearance",
      "10m",
      "--formats",
      "qgc,kml,geojson",
      "--output",
      folder.path("out")
    )
    #expect(run.status == 0, "\(run.messages)")
    let whole = try #require(try Self.plan(field).summary)
    let area = try #require(summary?["no_fly_area_m2"]?.double)
    #expect(summary?["no_fly_zones"] == .number(1) || summary?["no_fly_zones"]?.double == 1)
    #expect(summary?["clearance_m"]?.double == 10)
    // 37.2 by 33.4 m, and 10 m around it.
    #expect(area > 2960 && area < 3200)
    #expect(abs((whole["area_m2"]?.double ?? 0) - (summary?["area_m2"]?.double ?? 0) - area) < 0.05)
    #expect(whole["no_fly_zones"] == nil)
    #expect(summary?["outside_m"]?.double == 0)
    func file(_ name: String) throws -> String {
      try String(contentsOfFile: folder.path("out/\(name)"), encoding: .utf8)
    }
    let mission = try JSONValue(parsing: Array(file("field.plan").utf8))
    let fences = try #require(mission["geoFence"]?["polygons"]?.elements)
    #expect(fences.count == 1)
    #expect(fences[0]["polygon"]?.elements?.count == 4)
    #expect(try file("plan.geojson").contains(#""kind": "no-fly""#))
    #expect(try file("plan.geojson").contains(#""kind": "no-fly-clearance""#))
    #expect(try file("plan.svg").contains("no-fly zone, and 10 m around it"))
    #expect(try file("plan.html").contains(#"class="no-fly""#))
    #expect(try file("field.kml").contains("<name>No-fly zone 1</name>"))
  }

  @Test func zonesOfAMissionFileLieBesideIt() throws {
    let folder = try TemporaryFolder()
    let field = try folder.write(Self.square, as: "field.geojson")
    _ = try folder.write(Self.zone, as: "zone.geojson")
    let mission = try folder.write("no-fly: zone.geojson\nclearance: 3m\n", as: "mission.yaml")
    #expect(try Self.plan(field, "--mission", mission).summary?["clearance_m"]?.double == 3)
    #expect(try Self.plan(field, "--mission", mission, "--clearance", "4m").summary?["clearance_m"]?.double == 4)
  }

  @Test func whatStandsAgainstZonesIsSaid() throws {
    let folder = try TemporaryFolder()
    let field = try folder.write(Self.square, as: "field.geojson")
    let zone = try folder.write(Self.zone, as: "zone.geojson")
    let far = try folder.write(Self.zone.replacing("16.40", with: "16.60"), as: "far.geojson")
    let near = try folder.write(Self.zone.replacing("16.40", with: "16.41"), as: "near.geojson")
    let broken = try folder.write("{", as: "broken.geojson")
    let refusals: [(arguments: [String], sentence: String)] = [
      (
        ["--no-fly", field],
        "The no-fly zones of '\(field)' with a clearance of 5 m leave nothing of the field. Check that the file holds zones "
          + "and not the field, or give a smaller --clearance."
      ),
      (
        ["--no-fly", zone, "--takeoff", "48.2011,16.4012"], "The take-off lies in a no-fly zone, or nearer to one than"
      ),
      (["--no-fly", broken], "Cannot read field boundary '\(broken)': it is no JSON"),
      (["--no-fly", folder.path("none.kml")], "Cannot read '\(folder.path("none.kml"))': there is no such file."),
      (["--clearance", "5m"], "The plan needs no-fly zones for a clearance."),
      (["--no-fly", zone, "--clearance=-1m"], "-1"),
      (
        ["--no-fly", zone, "--clearance", "2km"], "A clearance of 2000 m is not plausible. Give one from 0 m to 1000 m."
      ),
      (["--corridor", "10m"], "Cannot read '\(field)': it has no line for a corridor. Draw the road as a line"),
      (["--transects"], "The plan needs a share for transects."),
    ]
    for (arguments, sentence) in refusals {
      let run = try Program(arguments: ["plan", field] + arguments + Self.options)
      #expect([64, 65, 66].contains(run.status))
      #expect(run.output.isEmpty)
      #expect(run.messages.contains(sentence), "\(run.messages)")
    }
    let remote = try Self.plan(field, "--no-fly", far)
    #expect(remote.run.status == 0)
    #expect(
      remote.run.messages.contains("No zone of '\(far)' touches the field; nothing is cut, ways keep off the zones.")
    )
    let beside = try Self.plan(field, "--no-fly", near)
    #expect(beside.run.messages.contains("touches the field"))
    #expect(beside.summary?["no_fly_area_m2"]?.double == 0)
  }

  @Test(arguments: ["geojson", "kml", "gpx", "gpkg", "shp"])
  func aCorridorComesOutOfEveryFormat(format: String) throws {
    let folder = try TemporaryFolder()
    var path = try folder.write(Self.road, as: "road.geojson")
    if format != "geojson" {
      guard Program.isInstalled("ogr2ogr") else { return }
      let made = try Program.installed("ogr2ogr", folder.path("road.\(format)"), path)
      try #require(made.status == 0, "\(made.messages)")
      path = folder.path("road.\(format)")
    }
    let (run, summary) = try Self.plan(path, "--corridor", "14m")
    #expect(run.status == 0, "\(run.messages)")
    let parts = try #require(summary?["parts"])
    #expect(parts["kind"]?.text == "corridor")
    #expect(parts["stretches"]?.double == 3)
    let length = try #require(parts["line_length_m"]?.double)
    #expect(length > 1060 && length < 1080)
    #expect(abs((summary?["area_m2"]?.double ?? 0) / (14 * length) - 1) < 0.01)
    #expect(try #require(summary?["coverage_percent"]?.double) > 99.9)
    #expect(summary?["outside_m"]?.double == 0)
  }

  @Test func aCorridorIsCutByZones() throws {
    let folder = try TemporaryFolder()
    let road = try folder.write(Self.road, as: "road.geojson")
    let bridge = try folder.write(#"{"type":"Point","coordinates":[16.406,48.2017]}"#, as: "bridge.geojson")
    let mission = try folder.write("corridor: 20m\nno-fly: bridge.geojson\nclearance: 15m\n", as: "mission.yaml")
    let (run, summary) = try Self.plan(road, "--mission", mission)
    #expect(run.status == 0, "\(run.messages)")
    #expect(try #require(summary?["no_fly_area_m2"]?.double) > 400)
    #expect(summary?["polygon_count"]?.double == 4)
    #expect(summary?["outside_m"]?.double == 0)
    let both = try Program(arguments: ["plan", road, "--mission", mission, "--angle", "30deg"] + Self.options)
    #expect(both.messages.contains("cannot be used with --corridor"), "\(both.messages)")
    _ = bridge
  }

  @Test func transectsSayWhatTheyShowAndSave() throws {
    let folder = try TemporaryFolder()
    let field = try folder.write(Self.square, as: "field.geojson")
    let arguments = ["plan", field, "--drone", "phantom-4-pro", "--gsd", "2mm", "--format", "json"]
    let run = try Program(arguments: arguments + ["--sample", "20%", "--transects"])
    #expect(run.status == 0, "\(run.messages)")
    let summary = try JSONValue(parsing: Array(run.output.utf8))
    let parts = try #require(summary["parts"])
    #expect(parts["kind"]?.text == "transects")
    let share = try #require(parts["share_percent"]?.double)
    #expect(share > 14 && share < 26)
    let whole = try #require(parts["whole_field"]?["flight_time_s"]?.double)
    let time = try #require(summary["flight_time_s"]?.double)
    #expect(abs((parts["saved_flight_time_percent"]?.double ?? 0) - (1 - time / whole) * 100) < 0.1)
    #expect(run.messages.contains(" % of the field in "))
    let mission = try folder.write("sample: 20%\ntransects: true\nsample-seed: 9\n", as: "mission.yaml")
    let other = try Program(arguments: arguments + ["--mission", mission])
    let otherParts = try JSONValue(parsing: Array(other.output.utf8))["parts"]
    #expect(otherParts?["seed"]?.double == 9)
    let plots = try Program(arguments: arguments + ["--mission", mission, "--no-transects"])
    #expect(try JSONValue(parsing: Array(plots.output.utf8))["parts"]?["kind"]?.text == "sample")
  }
}
