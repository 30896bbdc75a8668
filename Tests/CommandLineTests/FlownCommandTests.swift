import Documents
import Foundation
import TestSupport
import Testing

/// What an earlier flight left.
@Suite struct FlownCommandTests {
  static let field = """
    {"type":"Polygon","coordinates":[[[16.6,48.1],[16.604,48.1],[16.604,48.1018],[16.6,48.1018],[16.6,48.1]]]}
    """
  static let options = ["--drone", "phantom-4-pro", "--gsd", "1cm", "--format", "json"]

  static func plan(_ arguments: [String]) throws -> JSONValue {
    let isGiven = arguments.contains("--gsd")
    let run = try Program(
      arguments: ["plan"] + arguments + options.filter { !isGiven || ($0 != "--gsd" && $0 != "1cm") }
    )
    #expect(run.status == 0, "\(run.messages)")
    return try JSONValue(parsing: Array(run.output.utf8))
  }

  /// The western half and a strip of 30 m beside it were flown.
  @Test func whatPolygonsLeaveIsPlanned() throws {
    let folder = try TemporaryFolder()
    let field = try folder.write(Self.field, as: "field.geojson")
    let flown = try folder.write(
      """
      {"type":"Polygon","coordinates":[[[16.599,48.099],[16.602,48.099],[16.602,48.103],[16.599,48.103],[16.599,48.099]]]}
      """,
      as: "flown.geojson"
    )
    let whole = try Self.plan([field])
    let rest = try Self.plan([field, "--flown", flown])
    let area = try #require(whole["area_m2"]?.double)
    let left = try #require(rest["area_m2"]?.double)
    // Half of 297.8 m, and 60 % of a picture of 54.72 m over what was flown.
    #expect(abs(left / area - (0.5 + 0.6 * 54.72 / 297.8)) < 0.01)
    #expect(rest["parts"]?["kind"]?.text == "unflown")
    #expect(abs(try #require(rest["parts"]?["share_percent"]?.double) - left / area * 100) < 0.1)
    #expect(try #require(rest["images"]?.double) < #require(whole["images"]?.double))
    #expect(try FormatsPage().missing(of: rest) == [])
  }

  @Test func picturesCountByTheirPlaces() throws {
    let folder = try TemporaryFolder()
    // A strip of 16 m by 2 m; the frames of the sample show its western end.
    let field = try folder.write(
      """
      {"type":"Polygon","coordinates":[[[16.84999,47.94999],[16.8502,47.94999],[16.8502,47.95001],[16.84999,47.95001],
      [16.84999,47.94999]]]}
      """,
      as: "field.geojson"
    )
    let run = try Program(
      arguments: ["plan", field, "--flown", Sample.frames, "--drone", "phantom-4-pro", "--gsd", "1mm"]
        + ["--sidelap", "0%", "--frontlap", "0%", "--format", "json"]
    )
    #expect(run.status == 0, "\(run.messages)")
    #expect(run.messages.contains("pictures of '\(Sample.frames)' count as flown"), "\(run.messages)")
    let plan = try JSONValue(parsing: Array(run.output.utf8))
    let share = try #require(plan["parts"]?["share_percent"]?.double)
    #expect(share > 50 && share < 95, "\(share)")
    // At the least 2 m, whatever the overlap.
    #expect(plan["parts"]?["margin_m"]?.double == 2)
  }

  /// A finished map says what was surveyed.
  @Test func aMapCountsByItsCoverage() throws {
    let folder = try TemporaryFolder()
    let map = try Program("map", Sample.orthophoto, "--output", folder.path("map"))
    try #require(map.status == 0, "\(map.messages)")
    let run = try Program(
      arguments: ["plan", "Samples/synthetic-field/field.geojson", "--flown", folder.path("map")] + Self.options
    )
    // The orthophoto shows all of its field.
    #expect(run.messages.contains("All of the field was surveyed before."), "\(run.messages)")
    let part = try folder.write(
      """
      {"type":"Polygon","coordinates":[[[16.84999,47.94999],[16.8502,47.94999],[16.8502,47.95001],[16.84999,47.95001],
      [16.84999,47.94999]]]}
      """,
      as: "field.geojson"
    )
    let rest = try Self.plan([part, "--flown", folder.path("map"), "--gsd", "1mm", "--sidelap", "0%"])
    let share = try #require(rest["parts"]?["share_percent"]?.double)
    #expect(share > 50 && share < 95, "\(share)")
  }

  @Test func whatIsAllFlownIsRefused() throws {
    let folder = try TemporaryFolder()
    let field = try folder.write(Self.field, as: "field.geojson")
    let run = try Program(arguments: ["plan", field, "--flown", field] + Self.options)
    #expect(run.status == 65)
    #expect(
      run.messages
        == "Error: All of the field was surveyed before. Nothing is left to fly; plan the whole field to fly it again.\n"
    )
  }

  @Test(arguments: [
    (["--flown", "none"], 66, "Cannot read 'none': there is no such file"),
    (["--flown", "x", "--sample", "5%"], 64, "Give only one of --sample, --revisit and --flown."),
    (["--separation", "5m"], 64, "Option --separation has no effect without --drones."),
  ])
  func whatCannotBeIsSaid(options: [String], status: Int32, sentence: String) throws {
    let folder = try TemporaryFolder()
    let field = try folder.write(Self.field, as: "field.geojson")
    let run = try Program(arguments: ["plan", field] + options + Self.options)
    #expect(run.status == status)
    #expect(run.messages.contains(sentence), "\(run.messages)")
  }
}
