import Documents
import Foundation
import MissionFormats
import TestSupport
import Testing

@Suite struct CheckCommandTests {
  static let field = "Missions/seewinkel-field/field.geojson"

  static func json(_ run: Program) throws -> JSONValue {
    #expect(run.status == 0, "\(run.messages)")
    return try JSONValue(parsing: Array(run.output.utf8))
  }

  /// A plan of two sorties, written in four formats and evaluated from each.
  @Test func aWrittenPlanIsEvaluatedAsItWasPlanned() throws {
    let folder = try TemporaryFolder()
    let out = folder.path("out")
    let plan = try Self.json(
      Program(
        "plan",
        Self.field,
        "--mission",
        "Missions/seewinkel-field/mission.yaml",
        "--drone",
        "mavic-3-enterprise",
        "--battery",
        "40%",
        "--formats",
        "qgc,wpl,wpml,litchi",
        "--output",
        out,
        "--format",
        "json"
      )
    )
    #expect(plan["sorties"]?.double == 2)
    for suffix in ["plan", "waypoints", "kmz", "csv"] {
      let files = [1, 2].map { "\(out)/seewinkel-field-0\($0).\(suffix)" }
      // A wayline says itself which drone it is for.
      let drone = suffix == "kmz" ? [] : ["--drone", "mavic-3-enterprise"]
      let check = try Self.json(
        Program(arguments: ["check"] + files + ["--field", Self.field, "--battery", "40%", "--format", "json"] + drone)
      )
      for key in ["coverage_percent", "images", "sorties", "area_m2", "outside_m", "altitude_m", "speed_m_per_s"] {
        let planned = try #require(plan[key]?.double)
        let checked = try #require(check[key]?.double)
        #expect(abs(planned - checked) <= 0.03, "\(suffix) \(key): \(planned), \(checked)")
      }
      // Others have no way from and to the take-off.
      if suffix == "plan" || suffix == "waypoints" {
        for key in ["path_length_m", "flight_time_s"] {
          let planned = try #require(plan[key]?.double)
          #expect(abs(planned - (check[key]?.double ?? 0)) < 0.2, "\(suffix) \(key)")
        }
      }
      let errors = check["limits"]?.elements?.filter { $0["severity"]?.text == "error" }
      #expect(errors?.isEmpty == true)
    }
  }

  /// A plan over a hill, written in three formats and evaluated over the same hill.
  @Test func aPlanOverAHillIsEvaluatedOverIt() throws {
    let folder = try TemporaryFolder()
    let out = folder.path("out")
    let hill = ["--field", "Missions/hilly/field.geojson", "--format", "json"]
    let plan = try Self.json(
      Program(
        arguments: ["plan"] + hill.dropFirst()
          + [
            "--mission", "Missions/hilly/mission.yaml", "--drone", "mavic-3-enterprise", "--formats", "qgc,wpl,wpml",
            "--output", out,
          ]
      )
    )
    for suffix in ["plan", "waypoints", "kmz"] {
      let check = try Self.json(
        Program(
          arguments: ["check", "\(out)/hilly.\(suffix)"] + hill
            + ["--terrain", "Missions/hilly/terrain.tif", "--drone", "mavic-3-enterprise"]
        )
      )
      let pairs = [
        (plan["terrain"]?["height_on_lines_m"], check["height_m"], 0.05),
        (plan["gsd_cm_per_px"], check["gsd_cm_per_px"], 0.002),
      ]
      for (planned, checked, tolerance) in pairs {
        for key in ["min", "mean", "max"] {
          let one = try #require(planned?[key]?.double)
          let other = try #require(checked?[key]?.double)
          #expect(abs(one - other) < tolerance, "\(suffix) \(key): \(one), \(other)")
        }
      }
      #expect(check["images"]?.double == plan["images"]?.double)
      #expect(check["line_count"]?.double == plan["line_count"]?.double)
      // As the summary has it, by the least height on the lines.
      let least = try #require(plan["terrain"]?["least_frontlap_percent"]?.double)
      #expect(abs(try #require(check["frontlap_percent"]?["min"]?.double) - least) < 0.2)
      // 60 % asked for, lines a little closer, less over the top.
      #expect((55...60).contains(try #require(check["sidelap_percent"]?["min"]?.double)))
      #expect((60...61).contains(try #require(check["sidelap_percent"]?["mean"]?.double)))
      #expect(try #require(check["coverage_percent"]?.double) > 99.9)
      #expect(check["limits"]?.elements?.contains { $0["severity"]?.text == "error" } == false)
      if suffix != "kmz" {
        let time = try #require(check["flight_time_s"]?.double)
        #expect(abs(time / (plan["flight_time_s"]?.double ?? 0) - 1) < 2e-3, "\(suffix)")
      }
    }
    // On flat ground the same file would seem to be at other heights.
    let flat = try Self.json(
      Program(arguments: ["check", "\(out)/hilly.plan", "--drone", "mavic-3-enterprise"] + hill)
    )
    let ends = try ["min", "max"].map { try #require(flat["height_m"]?[$0]?.double) }
    #expect(ends[1] - ends[0] > 15)
    #expect(flat["terrain"] == .null)
  }

  @Test(.enabled(if: SharedFiles.exists("samples/missions/mapping3d.kmz"), "../shared is absent"))
  func aSurveyOfDJIsOwnIsEvaluated() throws {
    let folder = try TemporaryFolder()
    // Within the outline that the file's template names.
    let field = try folder.write(
      """
      {"type":"Polygon","coordinates":[[[113.9369,22.5781],[113.9391,22.5781],[113.9391,22.581],[113.9369,22.581],
      [113.9369,22.5781]]]}
      """,
      as: "field.geojson"
    )
    let check = try Self.json(
      Program(
        "check",
        SharedFiles.path("samples/missions/mapping3d.kmz"),
        "--field",
        field,
        "--drone",
        "matrice-30",
        "--format",
        "json"
      )
    )
    // One wayline straight down; four that look aslant are said, and show nothing.
    #expect(check["sorties"]?.double == 5)
    #expect(check["notes"]?.elements?.count == 5)
    let images = try #require(check["images"]?.double)
    let oblique = try #require(check["oblique_images"]?.double)
    #expect(oblique > images / 2 && oblique < images)
    #expect(try #require(check["coverage_percent"]?.double) > 99)
    #expect(check["limits"]?.elements?.contains { $0["kind"]?.text == "height_law" } == true)
    // DJI's 196.28 s and the climb to 294.8 m and back.
    let flights = try #require(check["sortie_list"]?.elements)
    let dynamic = try #require(flights.first?["flight_time_s"]?.double) - 294.752 / 3 - 294.752 / 2
    #expect(abs(dynamic / 196.284 - 1) < 0.05)
  }

  @Test(arguments: [
    (["none.plan"], "Cannot read 'none.plan': there is no such file. Check the path."),
    (
      ["Missions/roadside-strip/expected/roadside-strip.plan"],
      "The plan needs a drone, whose camera says what the pictures show. Name one with --drone"
    ),
    (
      ["Missions/seewinkel-field/mission.yaml", "--drone", "phantom-4-pro"],
      "Cannot read mission 'Missions/seewinkel-field/mission.yaml': it is none of a QGroundControl plan, a waypoint list"
    ),
    (
      ["Missions/roadside-strip/expected/roadside-strip.plan", "--output", "x", "--drone", "phantom-4-pro"],
      "Unknown option '--output'"
    ),
    (
      [
        "Missions/roadside-strip/expected/roadside-strip.plan", "--drone", "phantom-4-pro", "--takeoff",
        "47.79,16.83",
      ],
      "Option --takeoff has no effect without --terrain."
    ),
    (
      ["Missions/roadside-strip/expected/roadside-strip.plan", "--drone", "phantom-4-pro", "--no-fly", "none.kml"],
      "Cannot read 'none.kml': there is no such file."
    ),
  ])
  func whatCannotBeCheckedIsSaid(options: [String], sentence: String) throws {
    let run = try Program(arguments: ["check", "--field", Self.field] + options)
    #expect(run.status != 0)
    #expect(run.output.isEmpty)
    #expect(run.messages.contains(sentence), "\(run.messages)")
  }

  @Test func aSurveyItemNamesItsCamera() throws {
    let folder = try TemporaryFolder()
    func waypoint(_ latitude: Double) -> String {
      #"{"type":"SimpleItem","command":16,"frame":3,"params":[0,0,0,null,\#(latitude),16.83,36.48]}"#
    }
    let mission = try folder.write(
      """
      {"fileType":"Plan","version":1,"mission":{"hoverSpeed":4,"items":[{"type":"ComplexItem","complexItemType":"survey",
      "TransectStyleComplexItem":{"CameraCalc":{"ImageWidth":4032,"ImageHeight":3024,"SensorWidth":12.8,"SensorHeight":9.6,
      "FocalLength":8.88},"Items":[\(waypoint(47.7885)),
      {"type":"SimpleItem","command":206,"frame":2,"params":[10,0,1,0,0,0,0]},\(waypoint(47.7915))]}}]}}
      """,
      as: "survey.plan"
    )
    let check = try Self.json(Program("check", mission, "--field", Self.field, "--format", "json"))
    #expect(check["drone"]?.text == "mini-5-pro")
    // 333.6 m at each 10 m.
    #expect(check["images"]?.double == 34)
    #expect(try #require(check["coverage_percent"]?.double) > 5)
  }

  @Test func aMissionElsewhereShowsNothing() throws {
    let check = try Self.json(
      Program(
        "check",
        "Missions/roadside-strip/expected/roadside-strip.plan",
        "--field",
        Self.field,
        "--drone",
        "matrice-300-p1-50mm",
        "--format",
        "json"
      )
    )
    #expect(check["coverage_percent"]?.double == 0)
    #expect(check["limits"]?.elements?.contains { $0["kind"]?.text == "field" } == true)
  }

  /// Two sorties over the whole field, and a zone of 115 by 90 m in its middle.
  @Test func aMissionThroughAZoneIsNoMissionToFly() throws {
    let folder = try TemporaryFolder()
    let zone = try folder.write(
      """
      {"type": "Polygon", "coordinates": [[[16.82906, 47.78947], [16.83059, 47.78947], [16.83059, 47.79028],
      [16.82906, 47.79028], [16.82906, 47.78947]]]}
      """,
      as: "zone.geojson"
    )
    let mission = "Missions/seewinkel-field/expected"
    let files = try FileManager.default.contentsOfDirectory(
      atPath: Program.package.appendingPathComponent(mission).path
    ).filter { $0.hasSuffix(".plan") }.map { "\(mission)/\($0)" }
    #expect(!files.isEmpty)
    let arguments = ["check"] + files + ["--field", Self.field, "--drone", "phantom-4-pro", "--format", "json"]
    let free = try Self.json(Program(arguments: arguments))
    #expect(free["over_no_fly_m"] == nil)
    let check = try Self.json(
      Program(arguments: arguments + ["--no-fly", zone, "--clearance", "10m", "--wind", "25m/s@0deg"])
    )
    let errors = (check["limits"]?.elements ?? []).filter { $0["severity"]?.text == "error" }
    #expect(Set(errors.compactMap { $0["kind"]?.text }) == ["no_fly", "wind"])
    let over = try #require(check["over_no_fly_m"]?.double)
    let within = try #require(check["within_clearance_m"]?.double)
    #expect(over > 100 && within > over)
    #expect(check["outside_m"]?.double == within)
    let table = try Program(arguments: arguments.dropLast(2) + ["--no-fly", zone])
    #expect(table.output.contains("cannot be flown: "))
    #expect(table.output.contains("of the path lead over no-fly zones."))
  }

  /// What was planned around zones is judged with them: nothing is missing, nothing too near.
  @Test func aPlanAroundZonesIsJudgedWithThem() throws {
    let folder = try TemporaryFolder()
    let mission = ["--mission", "Missions/concave/mission.yaml"]
    let plan = try Program(
      arguments: ["plan", "Missions/concave/field.geojson"] + mission + ["--output", folder.path("out")]
    )
    #expect(plan.status == 0, "\(plan.messages)")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path("out")).filter { $0.hasSuffix(".plan") }
      .map { folder.path("out/\($0)") }
    let check = try Self.json(
      Program(
        arguments: ["check"] + files + ["--field", "Missions/concave/field.geojson", "--format", "json"] + mission
      )
    )
    #expect(try #require(check["coverage_percent"]?.double) > 99.95)
    #expect(check["over_no_fly_m"]?.double == 0)
    #expect(check["clearance_m"]?.double == 8)
    #expect(check["limits"]?.elements?.contains { $0["severity"]?.text == "error" } == false)
  }

  static let formerlyIgnored = [
    ["--gsd", "1mm"], ["--speed", "2m/s"], ["--corridor", "12m"], ["--sample", "5%"], ["--revisit", "none.geojson"],
    ["--entry", "48.2,16.4"], ["--turnaround", "5m"], ["--angle", "30deg"], ["--terrain-mode", "flat"],
    ["--batteries", "2"], ["--drones", "2"], ["--pilot-cost", "60EUR"], ["--formats", "xyz"], ["--name", "../x"],
    ["--frontlap", "70%"], ["--sidelap=60%"], ["--crosshatch"], ["--overwrite"], ["-o", "x"], ["--output", "x"],
  ]

  @Test(arguments: formerlyIgnored)
  func theFormerSpellingRefusesWhatHasNoEffect(option: [String]) throws {
    let mission = "Missions/roadside-strip/expected/roadside-strip.plan"
    let run = try Program(arguments: ["plan", Self.field, "--check", mission, "--drone", "phantom-4-pro"] + option)
    #expect(run.status == 64)
    #expect(run.output.isEmpty)
    let name = option[0].prefix { $0 != "=" }
    #expect(
      run.messages.contains(
        "Error: Option \(name) cannot be used with --check, which judges a mission as it is. Leave it out."
      ),
      "\(run.messages)"
    )
  }

  @Test func theFormerSpellingStillJudges() throws {
    let mission = "Missions/roadside-strip/expected/roadside-strip.plan"
    let options = ["--drone", "phantom-4-pro", "--format", "json"]
    let former = try Program(arguments: ["plan", "--check", mission, Self.field] + options)
    let now = try Program(arguments: ["check", mission, "--field", Self.field] + options)
    #expect(former.status == 0)
    #expect(former.output == now.output)
    #expect(
      former.messages.hasPrefix(
        "Note: 'ragweed plan --check MISSION FIELD' is now 'ragweed check MISSION --field FIELD'.\n"
      )
    )
  }
}
