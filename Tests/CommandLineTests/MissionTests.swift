import Documents
import Foundation
import MissionFormats
import TestSupport
import Testing

/// The missions that lie in the package, planned anew and compared with what is recorded of them.
@Suite struct MissionTests {
  static let missions = [
    ("seewinkel-field", "field.geojson"), ("roadside-strip", "field.kml"), ("hilly", "field.geojson"),
    ("several-fields", "field.geojson"), ("s1-plots", "field.geojson"), ("revisit", "field.geojson"),
    ("concave", "field.geojson"), ("corridor", "road.kml"),
  ]

  @Test(arguments: missions)
  func aMissionIsPlannedAsRecorded(name: String, field: String) throws {
    let mission = Program.package.appendingPathComponent("Missions/\(name)")
    let expected = mission.appendingPathComponent("expected")
    let folder = try TemporaryFolder()
    let run = try Program(
      "plan",
      "Missions/\(name)/\(field)",
      "--mission",
      "Missions/\(name)/mission.yaml",
      "--output",
      folder.path("out")
    )
    #expect(run.status == 0, "\(run.messages)")
    let manager = FileManager.default
    let summary = try JSONValue(
      parsing: [UInt8](Data(contentsOf: URL(fileURLWithPath: folder.path("out/summary.json"))))
    )
    #expect(summary["outside_m"]?.double == 0)
    #expect(try #require(summary["coverage_percent"]?.double) >= 99.9)
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
      try? manager.removeItem(at: expected)
      try manager.copyItem(at: folder.url.appendingPathComponent("out"), to: expected)
      return
    }
    let files = try manager.contentsOfDirectory(atPath: expected.path).sorted()
    #expect(try manager.contentsOfDirectory(atPath: folder.path("out")).sorted() == files)
    for file in files {
      let recorded = String(decoding: try Data(contentsOf: expected.appendingPathComponent(file)), as: UTF8.self)
      let made = String(
        decoding: try Data(contentsOf: folder.url.appendingPathComponent("out/\(file)")),
        as: UTF8.self
      )
      #expect(GoldenText.difference(recorded, made) == nil, "\(name)/\(file)")
    }
  }
}
