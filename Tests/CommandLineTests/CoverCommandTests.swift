import Documents
import Foundation
import MissionFormats
import TestSupport
import Testing

@Suite struct CoverCommandTests {
  private static let options = ["--swath", "3m", "--vmax", "3m/s", "--acceleration", "1m/s2", "--start", "0,0"]

  @Test func aPathIsPrintedFromWhichItsFiguresFollow() throws {
    let folder = try TemporaryFolder()
    let map = try folder.write(#"{"rings": [[[0,0],[12,0],[12,9],[0,9],[0,0]]]}"#, as: "map.json")
    let run = try Program(arguments: ["cover", map] + Self.options + ["--format", "json"])
    #expect(run.status == 0, "\(run.messages)")
    let document = try JSONValue(parsing: Array(run.output.utf8))
    #expect(try #require(document["coverage_percent"]?.double) >= 99.9)
    #expect(document["outside_m"]?.double == 0)
    let path = try #require(document["path_m"]?.elements).compactMap { $0.elements?.compactMap(\.double) }
    #expect(path.first == [0, 0])
    #expect(path.last == [0, 0])
    let legs = zip(path, path.dropFirst()).map { hypot($1[0] - $0[0], $1[1] - $0[1]) }
    let cost = legs.reduce(0) { $0 + ($1 < 9 ? 2 * $1.squareRoot() : 6 + ($1 - 9) / 3) }
    #expect(abs(try #require(document["cost_s"]?.double) - cost) < 0.01)
    #expect(abs(try #require(document["path_length_m"]?.double) - legs.reduce(0, +)) < 0.01)
  }

  @Test(arguments: [
    (["cover", "a.json"], 64, "Missing expected argument '--swath <length>'"),
    (["cover"] + options, 64, "Missing expected argument '<map>'"),
    (["cover", "a.json", "--drone", "nonsense"] + options, 64, "Unknown option '--drone'"),
    (["cover", "a.json", "--start", "1"] + options.dropLast(2), 64, "'1' is no place on the plane."),
    (["cover", "none.json"] + options, 66, "Cannot read 'none.json': there is no such file."),
    (["plan", "a.geojson", "--swath", "3m"], 64, "Unknown option '--swath'"),
    (["plan", "a.geojson", "--plane", "a.json"] + options, 64, "Give either a field or --plane with a map."),
    (
      ["plan", "--plane", "a.json", "--drone", "nonsense"] + options, 64,
      "Option --drone cannot be used with --plane, which covers a map in metres. Leave it out."
    ),
    (["plan", "--plane", "none.json"] + options, 66, "Cannot read 'none.json': there is no such file."),
  ])
  func aBadCallIsRefused(arguments: [String], status: Int32, sentence: String) throws {
    let run = try Program(arguments: arguments)
    #expect(run.status == status)
    #expect(run.messages.contains(sentence), "\(run.messages)")
  }
}
