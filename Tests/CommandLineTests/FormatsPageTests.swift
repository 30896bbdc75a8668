import Documents
import Foundation
import TestSupport
import Testing

/// What `docs/formats.md` says of documents is what the program writes.
@Suite struct FormatsPageTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func check(_ arguments: [String], schema: String, at place: String? = nil) throws {
    let run = try Program(arguments: arguments)
    #expect(run.status == 0, "\(arguments): \(run.messages)")
    let text = try place.map { try String(contentsOfFile: folder.path($0), encoding: .utf8) } ?? run.output
    let document = try JSONValue(parsing: Array(text.utf8))
    #expect(document["schema"]?.text == schema)
    // RFC 7946 readers look for the type first.
    #expect(document.members?.first?.key == (schema.contains("-features") ? "type" : "schema"))
    #expect(try FormatsPage().missing(of: document) == [], "\(schema)")
    for number in text.matches(of: /[0-9]+\.([0-9]+)/) {
      #expect(number.output.1.count <= 15, "\(schema): \(number.output.0)")
    }
  }

  @Test func theKeysOfPlansStandInThePage() throws {
    let plan = ["plan", "Missions/concave/field.geojson", "--drone", "phantom-4-pro", "--gsd", "1cm"]
    let zones = ["--no-fly", "Missions/concave/no-fly.geojson", "--clearance", "10m", "--payload-power", "10W"]
    let output = ["--output", folder.path("plan"), "--format", "json"]
    try check(plan + zones + output, schema: "ragweed.plan/1")
    try check(plan + output + ["--overwrite"], schema: "ragweed.plan-features/1", at: "plan/plan.geojson")
    try check(
      ["check", folder.path("plan/field-01.plan"), "--field", "Missions/concave/field.geojson"]
        + ["--drone", "phantom-4-pro", "--format", "json"],
      schema: "ragweed.check/1"
    )
    let map = try folder.write(#"{"rings": [[[0,0],[12,0],[12,9],[0,9],[0,0]]]}"#, as: "map.json")
    let path = ["--swath", "3m", "--vmax", "3m/s", "--acceleration", "1m/s2", "--start", "0,0", "--format", "json"]
    try check(["cover", map] + path, schema: "ragweed.cover/1")
    try check(["compare", "--gsd", "1cm", "--format", "json"], schema: "ragweed.compare/1")
    try check(["drones", "--format", "json"], schema: "ragweed.drones/1")
  }

  @Test(arguments: ["hilly/field.geojson", "revisit/field.geojson", "corridor/road.kml", "s1-plots/field.geojson"])
  func theKeysOfPartsStandInThePage(mission: String) throws {
    let name = mission.prefix { $0 != "/" }
    guard FileManager.default.fileExists(atPath: Program.package.path + "/Missions/\(mission)") else { return }
    try check(
      ["plan", "Missions/\(mission)", "--mission", "Missions/\(name)/mission.yaml", "--format", "json"],
      schema: "ragweed.plan/1"
    )
  }

  @Test func theKeysOfMapsStandInThePage() throws {
    let output = ["--output", folder.path("map"), "--format", "json"]
    try check(["map", Sample.orthophoto, "--qa"] + output, schema: "ragweed.map/1")
    try check(
      ["map", Sample.frames] + output + ["--overwrite"],
      schema: "ragweed.map-features/1",
      at: "map/map.geojson"
    )
    try check(
      ["evaluate", "--predictions", Sample.orthophotoTruth, "--truth", Sample.orthophotoTruth, "--format", "json"],
      schema: "ragweed.evaluate/1"
    )
    try check(["model", "weeds-small", "--layers", "--format", "json"], schema: "ragweed.model/1")
    let track = try folder.write("lat,lon,alt\n47.95,16.85,30\n47.951,16.85,31\n", as: "track.csv")
    try check(["telemetry", track, "--format", "json"], schema: "ragweed.telemetry/1")
    try check(["telemetry", track, "--format", "geojson"], schema: "ragweed.telemetry-features/1")
  }

  @Test func theKeysOfWhatAMapIsPutToStandInThePage() throws {
    func square(_ x: Double, _ y: Double, _ side: Double, _ properties: String) -> String {
      let corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)].map { "[\($0), \($1)]" }
      return #"{"type": "Feature", "properties": {\#(properties)}, "geometry": {"type": "Polygon", "coordinates": [["#
        + corners.joined(separator: ", ") + "]]}}"
    }
    func file(_ name: String, _ features: [String]) throws -> String {
      let list = features.joined(separator: ", ")
      return try folder.write(#"{"type": "FeatureCollection", "features": [\#(list)]}"#, as: name)
    }
    let patch = #""class": "weed", "area_m2": 1.2, "confidence": 0.9, "source": "a.tif", "positional_accuracy_m": 0.1"#
    let map = try file("map.geojson", [square(16.8502, 47.9502, 0.00001, patch)])
    let later = try file("later.geojson", [square(16.8506, 47.9506, 0.00001, patch)])
    let field = try file("field.geojson", [square(16.85, 47.95, 0.001, #""id": "A""#)])
    let json = ["--format", "json"]
    try check(["report", map, "--coverage", field, "--parcels", field] + json, schema: "ragweed.parcels/1")
    let coverages = ["--old-coverage", field, "--new-coverage", field]
    try check(["change", map, later] + coverages + json, schema: "ragweed.change/1")
    for kind in ["isoxml-grid", "shapefile"] {
      let task = ["prescribe", map, "--field", field, "--rate", "200l/ha", "--kind", kind]
      try check(task + ["--output", folder.path(kind)] + json, schema: "ragweed.prescription/1")
    }
    try check(
      ["export", map, "--kind", "kml", "--output", folder.path("patches.kml")] + json,
      schema: "ragweed.export/1"
    )
    let exported = folder.path("patches.geojson")
    try check(
      ["export", map, "--kind", "geojson", "--output", exported],
      schema: "ragweed.patch-features/1",
      at: "patches.geojson"
    )
  }

  @Test func theKeysOfBoardsStandInThePage() throws {
    let network = ["estimate", "weeds-small", "--platform", "nuc-cpu", "--format", "json"]
    try check(network, schema: "ragweed.estimate/1")
    let link = ["--node", "cortex-m4", "--server", "nuc-cpu", "--link", "wifi", "--format", "json"]
    try check(["partition", "weeds-small"] + link, schema: "ragweed.partition/1")
    let rows = "network,platform,accuracy,latency_ms,power_w\na,ncs2,0.9,80,5\nb,jetson-nano,0.8,20,9\n"
    let networks = try folder.write(rows, as: "networks.csv")
    let limits = ["--max-latency", "50ms", "--min-accuracy", "0.85", "--format", "json"]
    try check(["select", "--networks", networks] + limits, schema: "ragweed.select/1")
    let report = try folder.write("a;EXECUTED;Conv;x;2;0\nb;EXECUTED;Conv;x;3;0\n", as: "report.csv")
    let (trace, rate) = (folder.path("made.npy"), ["--latency", report, "--rate", "200kHz"])
    try check(["power", "generate", "--output", trace] + rate, schema: "ragweed.power-truth/1")
    try check(["power", trace, "--watts", "--format", "json"] + rate, schema: "ragweed.power/1")
  }

  @Test func everyDocumentIsDescribedAndNoOther() throws {
    #expect(try FormatsPage().schemas == Set(DocumentSchema.allCases.map(\.rawValue)))
  }

  @Test func theExitCodesStandInThePageAndInTheHelp() throws {
    let page = try String(contentsOf: Program.package.appendingPathComponent("docs/formats.md"), encoding: .utf8)
    let help = try Program("--help").output
    let codes = page.matches(of: /\n\| (6[4-9]|7[0-9]) \| (.*) \|/)
    #expect(codes.count == 8)
    let words = help.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for code in codes { #expect(words.contains("\(code.output.1) \(code.output.2)"), "\(code.output.1)") }
  }
}
