import Documents
import Foundation
import MissionFormats
import TestSupport
import Testing

@Suite struct PlanCommandTests {
  static let square = """
    {"type":"Polygon","coordinates":[[[16.4,48.2],[16.403,48.2],[16.403,48.202],[16.4,48.202],[16.4,48.2]]]}
    """

  @Test func aPlanIsWrittenWhole() throws {
    let folder = try TemporaryFolder()
    let field = try folder.write(Self.square, as: "field.geojson")
    let run = try Program(
      "plan",
      field,
      "--drone",
      "phantom-4-pro",
      "--gsd",
      "1cm",
      "--output",
      folder.path("out"),
      "--format",
      "json"
    )
    #expect(run.status == 0)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path("out")).sorted()
    #expect(files == ["field.plan", "plan.geojson", "plan.html", "plan.svg", "summary.json"])
    let summary = try JSONValue(parsing: Array(run.output.utf8))
    #expect(summary["coverage_percent"]?.double == 100)
    #expect(summary["outside_m"]?.double == 0)
    let written = try JSONValue(
      parsing: [UInt8](Data(contentsOf: folder.url.appendingPathComponent("out/summary.json")))
    )
    #expect(written == summary)
  }

  @Test func anOutputFolderIsReplacedOnlyWhenAsked() throws {
    let folder = try TemporaryFolder()
    let field = try folder.write(Self.square, as: "field.geojson")
    let arguments = ["plan", field, "--drone", "phantom-4-pro", "--gsd", "1cm", "--output", folder.path("out")]
    #expect(try Program(arguments: arguments).status == 0)
    let again = try Program(arguments: arguments)
    #expect(again.status == 73)
    #expect(
      again.messages
        == """
        Error: The output folder '\(folder.path("out"))' is not empty. Choose another with --output, or add --overwrite \
        to replace its files.

        """
    )
    #expect(try Program(arguments: arguments + ["--overwrite"]).status == 0)
  }

  @Test func sortiesOfAnEarlierPlanDoNotStay() throws {
    let folder = try TemporaryFolder()
    let field = try folder.write(Self.square, as: "field.geojson")
    let arguments = ["plan", field, "--drone", "phantom-4-pro", "--output", folder.path("out"), "--overwrite"]
    #expect(try Program(arguments: arguments + ["--gsd", "3mm"]).status == 0)
    func plans() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: folder.path("out")).filter { $0.hasSuffix(".plan") }.sorted()
    }
    #expect(try plans().count > 1)
    let again = try Program(arguments: arguments + ["--gsd", "1cm"])
    #expect(try plans() == ["field.plan"])
    #expect(again.messages.contains("Removed 'field-01.plan', a sortie of an earlier plan of that name."))
  }

  @Test func aPlanDoesNotReplaceItsOwnField() throws {
    let folder = try TemporaryFolder()
    let kml = """
      <kml><Polygon><outerBoundaryIs><LinearRing><coordinates>16.4,48.2 16.403,48.2 16.403,48.202 16.4,48.2</coordinates>
      </LinearRing></outerBoundaryIs></Polygon></kml>
      """
    let field = try folder.write(kml, as: "field.kml")
    let run = try Program(
      arguments: ["plan", field, "--drone", "phantom-4-pro", "--gsd", "1cm", "--formats", "kml", "--overwrite"]
        + ["--output", folder.url.path]
    )
    #expect(run.status == 73)
    #expect(
      run.messages
        == """
        Error: The plan would replace '\(field)', which it is made from. Choose another folder with --output, or another \
        --name.

        """
    )
    #expect(try String(contentsOfFile: field, encoding: .utf8) == kml)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["field.kml"])
  }

  @Test func whatAFormatChangesIsAnAdjustment() throws {
    let folder = try TemporaryFolder()
    let field = try folder.write(Self.square, as: "field.geojson")
    let run = try Program(
      arguments: ["plan", field, "--drone", "phantom-4-pro", "--gsd", "3cm", "--frontlap", "50%", "--format", "json"]
        + ["--formats", "litchi,qgc", "--output", folder.path("out")]
    )
    let summary = try JSONValue(parsing: Array(run.output.utf8))
    let change = summary["adjustments"]?.elements?.first { $0["what"]?.text == "litchi_speed_m_per_s" }
    #expect(change?["from"]?.double == 20)
    #expect(change?["to"]?.double == 15)
    #expect(run.messages.contains("Changed: litchi_speed_m_per_s from 20.0 to 15.0."))
  }

  @Test func optionsWinOverTheMissionFile() throws {
    let folder = try TemporaryFolder()
    let field = try folder.write(Self.square, as: "field.geojson")
    let mission = try folder.write(
      "drone: phantom-4-pro\ngsd: 1cm\nsidelap: 60%\nname: mine\nangle: 30deg\n",
      as: "mission.yaml"
    )
    let run = try Program(
      "plan",
      field,
      "--mission",
      mission,
      "--altitude",
      "50m",
      "--sidelap",
      "20%",
      "--format",
      "json"
    )
    #expect(run.status == 0)
    let summary = try JSONValue(parsing: Array(run.output.utf8))
    #expect(summary["altitude_m"]?.double == 50)
    #expect(summary["sidelap_percent"]?.double == 20)
    #expect(summary["name"]?.text == "mine")
    #expect(summary["line_bearing_deg"]?.elements?.first?.double == 30)
  }

  /// What is wrong with the field, and the sentence that says so.
  static let badFields: [(name: String, text: String, sentence: String)] = [
    ("empty.geojson", "", "Cannot read 'FILE': it is empty. Export it again."),
    (
      "binary.geojson", "\u{1}\u{2}\u{0}",
      "Cannot read field boundary 'FILE': it is none of GeoJSON, KML, KMZ, GeoPackage and Shapefile. Export the field as one of them."
    ),
    (
      "text.kml", "a field",
      "Cannot read field boundary 'FILE': it is none of GeoJSON, KML, KMZ, GeoPackage and Shapefile. Export the field as one of them."
    ),
    (
      "line.geojson", #"{"type":"LineString","coordinates":[[1,2],[3,4]]}"#,
      "Cannot read field boundary 'FILE': it has no polygon, only LineString. Draw the field as a polygon."
    ),
    (
      "straight.geojson", #"{"type":"Polygon","coordinates":[[[16.4,48.2],[16.4,48.3],[16.4,48.4],[16.4,48.2]]]}"#,
      "Cannot use polygon 1 of 'FILE', at 48.2, 16.4: the ring encloses no area. Draw it around the field."
    ),
    (
      "swapped.geojson", #"{"type":"Polygon","coordinates":[[[48,116],[48.1,116],[48.1,116.1],[48,116]]]}"#,
      """
      Cannot read field boundary 'FILE': ring 1 of polygon 1 has a position at longitude 48.0 and latitude 116.0, which \
      is not on the Earth: they look swapped. Give WGS 84 degrees, longitude first.
      """
    ),
  ]

  @Test(arguments: badFields)
  func aBadFieldIsRefusedInOneSentenceAndNothingIsWritten(name: String, text: String, sentence: String) throws {
    let folder = try TemporaryFolder()
    let field = try folder.write(text, as: name)
    let run = try Program(
      "plan",
      field,
      "--drone",
      "phantom-4-pro",
      "--gsd",
      "1cm",
      "--output",
      folder.path("out")
    )
    #expect(run.status == 65)
    #expect(run.output.isEmpty)
    #expect(run.messages == "Error: " + sentence.replacingOccurrences(of: "FILE", with: field) + "\n")
    #expect(!FileManager.default.fileExists(atPath: folder.path("out")))
  }

  static let badOptions: [(options: [String], status: Int32, sentence: String)] = [
    (["--drone", "phantom-4-pro", "--gsd", "5"], 64, "'5' is no length: the unit is missing."),
    (["--drone", "phantom-4-pro", "--gsd", "5yd"], 64, "'5yd' is no length: the unit 'yd' is not known."),
    (["--drone", "phantom-4-pro", "--gsd", "1cm", "--altitude", "5m"], 64, "Give only one of --gsd, --altitude"),
    (["--drone", "phantom-4-pro", "--gsd", "1cm", "--sidelap", "60"], 64, "the per cent sign is missing"),
    (["--drone", "phantom-4-pro", "--gsd", "1cm", "--angle", "30"], 64, "'30' is no angle: the unit is missing."),
    (["--drone", "phantom-4-pro", "--gsd", "1cm", "--battery", "0%"], 64, "is no usable part of a battery"),
    (["--drone", "phantom-4-pro", "--gsd", "1cm", "--exposure", "0s"], 64, "The exposure time is not above zero."),
    (["--drone", "fantom-4-pro", "--gsd", "1cm"], 64, "Did you mean 'phantom-4-pro'?"),
    (["--gsd", "1cm"], 64, "The plan needs a drone. Name one with --drone"),
    (
      ["--drone", "phantom-4-pro"], 64,
      "The plan needs one of a ground sampling distance, an altitude and a plant area."
    ),
    (["--drone", "phantom-4-pro", "--altitude", "150m"], 64, "above the limit of 120 m"),
    (
      ["--drone", "phantom-4-pro", "--gsd", "1cm", "--formats", "wpml"], 64,
      "Cannot write a DJI wayline mission for 'phantom-4-pro': its catalogue entry has no 'wpml' numbers. Leave wpml"
    ),
    (
      ["--drone", "phantom-4-pro", "--gsd", "1cm", "--formats", "abc"], 64,
      "There is no plan format 'abc'. Choose from qgc, wpl, wpml, litchi, kml, gpx, geojson."
    ),
    (["--drone", "phantom-4-pro", "--gsd", "1cm", "--name", "../up"], 64, "The name '../up' cannot be a file's."),
    (["--drone", "phantom-4-pro", "--gsd", "1cm", "--mission", "none.yaml"], 66, "there is no such file"),
  ]

  @Test(arguments: badOptions)
  func aBadOptionIsRefusedAndNothingIsWritten(options: [String], status: Int32, sentence: String) throws {
    let folder = try TemporaryFolder()
    let field = try folder.write(Self.square, as: "field.geojson")
    let run = try Program(arguments: ["plan", field, "--output", folder.path("out")] + options)
    #expect(run.status == status)
    #expect(run.messages.contains(sentence), "\(run.messages)")
    #expect(!FileManager.default.fileExists(atPath: folder.path("out")))
  }

  @Test(arguments: [
    ("drone: [1]", "the key 'drone' has no plain value"),
    ("dron: a", "line 1 has the unknown key 'dron'. Did you mean 'drone'?"),
    ("gsd: 5", "the key 'gsd' has a value that does not fit. '5' is no length: the unit is missing."),
    ("- a", "it is no list of keys and values"),
    ("a: [", "it is no YAML"),
    ("crosshatch: perhaps", "the key 'crosshatch' has a value that does not fit. 'perhaps' is neither true nor false."),
    ("formats: [qgc, xyz]", "the key 'formats' has a value that does not fit. There is no plan format 'xyz'."),
    ("no-crosshatch: true", "line 1 has the unknown key 'no-crosshatch'. Did you mean 'crosshatch'?"),
    ("mission: other.yaml", "line 1 has the unknown key 'mission'."),
    ("terrain-tolerence: 1m", "line 1 has the unknown key 'terrain-tolerence'. Did you mean 'terrain-tolerance'?"),
    ("drone:", "the key 'drone' has no plain value"),
  ])
  func aBrokenMissionFileIsRefused(text: String, sentence: String) throws {
    let folder = try TemporaryFolder()
    let field = try folder.write(Self.square, as: "field.geojson")
    let mission = try folder.write(text, as: "mission.yaml")
    let run = try Program("plan", field, "--mission", mission, "--drone", "phantom-4-pro")
    #expect(run.status == 65)
    #expect(run.messages.contains(sentence), "\(run.messages)")
  }

  /// Drone, formats, folder and catalogue from the file; paths beside it; a flag undone.
  @Test func everyOptionMayStandInTheMissionFile() throws {
    let folder = try TemporaryFolder()
    let field = try folder.write(Self.square, as: "field.geojson")
    _ = try folder.write(
      """
      cameras: []
      drones:
        - {id: kite, name: Kite, camera: dji-phantom-4-pro, speed_m_per_s: 5, flight_time_min: 20}
      """,
      as: "mine.yaml"
    )
    let mission = try folder.write(
      """
      drone: kite
      gsd: 1cm
      catalog: mine.yaml
      formats: [kml, gpx]
      output: out
      overwrite: true
      format: json
      crosshatch: true
      """,
      as: "mission.yaml"
    )
    let run = try Program("plan", field, "--mission", mission)
    #expect(run.status == 0, "\(run.messages)")
    let summary = try JSONValue(parsing: Array(run.output.utf8))
    #expect(summary["drone"]?.text == "kite")
    #expect(summary["strategy"]?["crosshatch"] == .bool(true))
    func suffixes() throws -> Set<String> {
      let files = try FileManager.default.contentsOfDirectory(atPath: folder.path("out"))
      return Set(files.map { ($0 as NSString).pathExtension })
    }
    #expect(try suffixes() == ["gpx", "kml", "html", "svg", "json"])
    let single = try Program("plan", field, "--mission", mission, "--no-crosshatch", "--formats", "qgc")
    let summaryOfSingle = try JSONValue(parsing: Array(single.output.utf8))
    #expect(summaryOfSingle["strategy"]?["crosshatch"] == .bool(false))
    // The user's formats take the place of the file's, whose sorties are those of an earlier plan.
    #expect(try suffixes() == ["plan", "html", "svg", "json"])
    let kept = try Program("plan", field, "--mission", mission, "--no-overwrite")
    #expect(kept.status == 73)
    #expect(kept.messages.contains("is not empty"))
  }

  static let unused: [(options: [String], sentence: String)] = [
    (["--overwrite"], "Option --overwrite has no effect without --output."),
    (["--plot-size", "5m"], "Option --plot-size has no effect without a --sample of plots."),
    (["--sample", "5%", "--transects", "--plot-size", "5m"], "Option --plot-size has no effect without"),
    (["--sample", "5%", "--sample-seed", "5"], "Option --sample-seed has no effect without --transects."),
    (["--revisit-margin", "5m"], "Option --revisit-margin has no effect without --revisit."),
    (["--revisit-class", "weed"], "Option --revisit-class has no effect without --revisit."),
  ]

  @Test(arguments: unused)
  func anOptionWithoutEffectIsRefused(options: [String], sentence: String) throws {
    let run = try Program(
      arguments: ["plan", "Missions/seewinkel-field/field.geojson", "--drone", "phantom-4-pro", "--gsd", "1cm"]
        + options
    )
    #expect(run.status == 64)
    #expect(run.output.isEmpty)
    #expect(run.messages.contains(sentence), "\(run.messages)")
  }

  @Test func helpHasGroupsUnitsAndTwoLengths() throws {
    let help = try Program("plan", "--help").output
    let whole = try Program("plan", "--help-all").output
    for group in ["WHAT TO SHOW:", "GROUND AND WIND:", "RESULTS:"] { #expect(help.contains(group)) }
    #expect(help.contains("--gsd <length>") && help.contains("--battery <percent>"))
    #expect(!help.contains("--terrain-tolerance") && whole.contains("--terrain-tolerance <length>"))
    #expect(whole.split(separator: "\n").count > help.split(separator: "\n").count + 15)
  }

  @Test func aMissingFieldIsRefused() throws {
    let run = try Program("plan", "no-such-file.geojson", "--drone", "phantom-4-pro", "--gsd", "1cm")
    #expect(run.status == 66)
    #expect(run.messages == "Error: Cannot read 'no-such-file.geojson': there is no such file. Check the path.\n")
  }
}
