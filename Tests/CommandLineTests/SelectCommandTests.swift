import Foundation
import TestSupport
import Testing

/// `ragweed select`, run as a user would.
@Suite struct SelectCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func tables() throws -> (networks: String, platforms: String) {
    let networks = try folder.write(
      """
      network,platform,resolution_px,precision,accuracy,latency_ms
      yolo,nano,640x640,fp16,0.93,80
      yolo,nano,320x320,fp16,0.85,
      yolo,big,640x640,fp16,0.93,20
      open,nano,640x640,fp16,,50
      """,
      as: "networks.csv"
    )
    let platforms = try folder.write("platform,cost_eur,power_w\nnano,120,10\nbig,800,30\n", as: "platforms.csv")
    return (networks, platforms)
  }

  @Test func theFeasibleSetReasonsAndPricesArePrinted() throws {
    let (networks, platforms) = try tables()
    let picture = folder.path("front.svg")
    let outcome = try Program(
      "select",
      "--networks",
      networks,
      "--platforms",
      platforms,
      "--max-latency",
      "100ms",
      "--min-accuracy",
      "0.9",
      "--max-cost",
      "300EUR",
      "--max-power",
      "15W",
      "--format",
      "json",
      "--chart",
      picture
    )
    #expect(outcome.status == 0, "\(outcome.messages)")
    let document = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect(document["feasible"] as? [String] == ["yolo nano 640x640 fp16"])
    let rows = try #require(document["candidates"] as? [[String: Any]])
    // A quarter of the pixels, estimated and marked.
    #expect(rows[1]["latency_ms"] as? Double == 20)
    #expect(rows[1]["latency_estimated_by"] as? String == "other resolutions")
    #expect(rows[3]["failures"] as? [String] == ["its accuracy is not known"])
    #expect((rows[2]["failures"] as? [String])?.count == 2)
    let svg = try String(contentsOfFile: picture, encoding: .utf8)
    #expect(svg.hasPrefix("<svg") && svg.contains("yolo big 640x640 fp16"))
    let again = try Program("select", "--networks", networks, "--platforms", platforms, "--chart", picture)
    #expect(again.messages.contains("The output file '\(picture)' exists."))
  }

  @Test func whatToRelaxIsSaid() throws {
    let (networks, platforms) = try tables()
    let outcome = try Program(
      "select",
      "--networks",
      networks,
      "--platforms",
      platforms,
      "--max-latency",
      "70ms",
      "--min-accuracy",
      "0.9",
      "--max-cost",
      "300EUR"
    )
    #expect(outcome.output.contains("0 of 4 candidates are feasible."))
    #expect(outcome.output.contains("To have a candidate: relax accuracy from 0.9 to 0.85."))
    #expect(outcome.output.contains("To have a candidate: relax latency from 70 to 80 ms."))
  }

  @Test func theSlidesTablesShipWithTheirGaps() throws {
    let outcome = try Program("select", "--networks", "traffic-light", "--max-cost", "300EUR", "--format", "json")
    #expect(outcome.status == 0, "\(outcome.messages)")
    let document = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let rows = try #require(document["candidates"] as? [[String: Any]])
    // 13 networks on 7 boards, no latency and no accuracy; three boards cost at most 300 EUR.
    #expect(rows.count == 91)
    #expect(rows.allSatisfy { $0["latency_ms"] == nil && $0["accuracy"] == nil })
    #expect((document["feasible"] as? [Any])?.count == 39)
    let dear = rows.first { $0["platform"] as? String == "tesla-v100" }
    #expect(dear?["failures"] as? [String] == ["cost more than 1000 EUR, at most 300 EUR wanted"])
  }

  @Test func gapsAreEstimatedFromLayers() throws {
    _ = try folder.write(
      "{\"name\": \"g\", \"layers\": [{\"name\": \"i\", \"type\": \"DataInput\", \"output_shape\": [8, 8, 3]}, "
        + "{\"name\": \"c\", \"type\": \"Conv\", \"parents\": [\"i\"], \"filters\": 8}]}",
      as: "g.graph.json"
    )
    let networks = try folder.write("network,accuracy,graph\nnet,0.5,g.graph.json\n", as: "n.csv")
    let outcome = try Program("select", "--networks", networks, "--format", "json")
    let document = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let rows = try #require(document["candidates"] as? [[String: Any]])
    #expect(rows.count == 7)
    #expect(rows.allSatisfy { $0["latency_estimated_by"] as? String == "roofline, a lower bound" })
  }

  @Test func badTablesAreRefusedWithTheirLine() throws {
    func message(_ table: String) throws -> String {
      try Program("select", "--networks", try folder.write(table, as: "bad.csv")).messages
    }
    #expect(try message("network,latency\na,3").contains("the column 'latency' is not known. Use network, framework"))
    #expect(
      try message("network,platform,latency_ms\na,ncs2,fast").contains(
        "line 2: 'fast' in column 'latency_ms' is no number"
      )
    )
    #expect(try message("network,platform\na,abacus").contains("line 2: the platform 'abacus' is not in the table"))
    #expect(try message("network,accuracy\na,93").contains("line 2: the accuracy 93.0 is above 1"))
    #expect(try message("network,accuracy\na").contains("line 2 has 1 cells for 2 columns"))
  }

  @Test func aPlanSetsTheLongestLatency() throws {
    let (networks, platforms) = try tables()
    // 4 m/s over 10 m are 0.4 pictures/s; with 28 inferences each that leaves 1000 / 11.2 ms.
    let plan = try folder.write(
      "{\"speed_m_per_s\": 4, \"photo_distance_m\": 10, \"drone\": \"phantom-4-pro\"}",
      as: "summary.json"
    )
    let options = [
      "select", "--networks", networks, "--platforms", platforms, "--plan", plan, "--inferences-per-picture", "28",
    ]
    let outcome = try Program(arguments: options + ["--format", "json"])
    #expect(outcome.status == 0, "\(outcome.messages)")
    let document = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let limits = try #require(document["requirements"] as? [[String: Any]])
    #expect(abs(try #require(limits[0]["limit"] as? Double) - 1000 / 11.2) < 1e-5)
    let rows = try #require(document["candidates"] as? [[String: Any]])
    let lost = try #require(rows[0]["flight_time_lost"] as? [String: Any])
    // 10 W beside the 178.4 W that the drone flies on.
    #expect(abs(try #require(lost["with_min"] as? Double) - 30 * 178.4 / 188.4) < 1e-2)
    let table = try Program(arguments: options)
    #expect(table.output.contains("The plan takes 0.40 pictures/s on its lines, with 28 inference(s) each."))
    #expect(table.output.contains("shorten a flight from 30.0 to 28.4 min (5.3 %)"))
    let both = try Program(arguments: options + ["--max-latency", "1ms"])
    #expect(both.status == 64 && both.messages.contains("--plan sets the longest latency already."))
  }
}
