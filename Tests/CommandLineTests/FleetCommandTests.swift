import Documents
import TestSupport
import Testing

/// Several drones on the command line.
@Suite struct FleetCommandTests {
  @Test func whoFliesWhatIsSaid() throws {
    let plan = ["plan", "Missions/several-fields/field.geojson", "--mission", "Missions/several-fields/mission.yaml"]
    let table = try Program(arguments: plan)
    #expect(table.status == 0, "\(table.messages)")
    for text in ["  drone 1", "sortie 1, from 0:00, ways at up to 46.5 m", "  drone 2", "  separation", "at least "] {
      #expect(table.output.contains(text), "\(text): \(table.output)")
    }
    let run = try Program(arguments: plan + ["--separation", "15m", "--format", "json"])
    let summary = try JSONValue(parsing: Array(run.output.utf8))
    let drones = try #require(summary["schedule"]?["drone_list"]?.elements)
    #expect(drones.map { $0["highest_way_m"]?.double } == [51.48, 66.48])
    #expect(summary["sortie_list"]?.elements?.map { $0["drone"]?.double } == [1, 2])
    #expect(try #require(summary["schedule"]?["least_separation_m"]?.double) >= 15)
  }
}
