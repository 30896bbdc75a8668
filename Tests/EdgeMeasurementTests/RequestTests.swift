import EdgeDeployment
import EdgeMeasurement
import Foundation
import Imagery
import Quantities
import TestSupport
import Testing

/// Requests in, reports out, without a terminal.
@Suite struct RequestTests {
  private let folder: TemporaryFolder
  private let graph: String

  init() throws {
    folder = try TemporaryFolder()
    graph = try folder.write(ExampleBoards.graph, as: "net.graph.json")
  }

  private func members(_ document: some Encodable) throws -> [String: Any] {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return try #require(try JSONSerialization.jsonObject(with: encoder.encode(document)) as? [String: Any])
  }

  @Test func aNetworkIsEstimatedAndComparedWithAPlan() throws {
    let plan = try folder.write("{\"speed_m_per_s\": 5, \"photo_distance_m\": 10}", as: "summary.json")
    var request = EstimateRequest(
      graph: graph,
      platform: try ExampleBoards.board("b"),
      drones: ExampleBoards.noDrones
    )
    (request.plan, request.inferencesPerPicture) = (plan, 4)
    let report = try request.report()
    // The convolution has 16 * 16 * 4 * 27 products, 0.0276 ms at a product an operation, or twice that at two.
    let document = try members(report.document)
    let latency = try #require(document["latency_ms"] as? Double)
    #expect((0.027...0.06).contains(latency))
    let pace = try #require(document["plan"] as? [String: Any])
    #expect(pace["required_framerate_per_s"] as? Double == 0.5)
    let reachable = try #require(pace["reachable_framerate_per_s"] as? Double)
    #expect(abs(reachable * latency * 4 / 1000 - 1) < 1e-3)
    // The board is a roofline: a bound excludes, and promises nothing.
    #expect(pace["keeps_up"] as? String == "not_excluded" && pace["flight_time_lost"] == nil)
    #expect(report.warnings.contains { $0.contains("'b' is only a roofline") })
    #expect(report.table.contains("net on Board b"))
  }

  @Test func aGraphHasItsOwnSizes() throws {
    var request = EstimateRequest(
      graph: graph,
      platform: try ExampleBoards.board("b"),
      drones: ExampleBoards.noDrones
    )
    request.size = try .init(width: 64, height: 64)
    #expect(throws: EdgeMeasurementError.fixedShapes(path: graph)) { try request.report() }
  }

  @Test func theBestCutSendsTheLeastOverASlowLink() throws {
    let lora = try #require(RadioLink.named("lora"))
    let board = try ExampleBoards.board("b")
    let report = try PartitionRequest(graph: graph, node: board, server: board, link: lora).report()
    let document = try members(report.document)
    let cuts = try #require(document["cuts"] as? [[String: Any]])
    // Nothing, the image, the convolution, the activation: 3072, 3072, 1024 and 1024 bytes.
    #expect(cuts.compactMap { $0["bytes"] as? Int } == [3072, 3072, 1024, 1024])
    #expect((document["best"] as? [String: Any])?["bytes"] as? Int == 1024)
    #expect(document["images"] == nil && document["engine"] == nil)
    #expect(report.table.contains("best"))
  }

  @Test func aNodeWithoutPowerNeedsOneStated() throws {
    let wifi = try #require(RadioLink.named("wifi"))
    var request = PartitionRequest(
      graph: graph,
      node: try ExampleBoards.board("dark", power: nil),
      server: try ExampleBoards.board("b"),
      link: wifi
    )
    #expect(throws: EdgeMeasurementError.missingPower(platform: "dark")) { try request.report() }
    request.nodePower = .watts(3)
    let best = try #require(try members(try request.report().document)["best"] as? [String: Any])
    let (processing, node) = (best["processing_j"] as? Double, best["node_ms"] as? Double)
    #expect(abs(try #require(processing) - 3 * (try #require(node)) / 1000) < 1e-9)
  }

  @Test func candidatesAreJudgedByThePaceOfAPlan() throws {
    let networks = try folder.write("network,accuracy,graph\nnet,0.5,net.graph.json\n", as: "networks.csv")
    let plan = try folder.write("{\"speed_m_per_s\": 5, \"photo_distance_m\": 10}", as: "summary.json")
    var request = SelectionRequest(
      networks: networks,
      known: PlatformCatalog([try ExampleBoards.board("b")]),
      drones: ExampleBoards.noDrones
    )
    (request.plan, request.inferencesPerPicture, request.highestCost) = (plan, 10, .euros(50))
    let report = try request.report()
    // 0.5 pictures in a second with 10 inferences each are one in 200 ms.
    #expect(report.selection.prices.map(\.requirement) == [Requirement(.latency, 200), Requirement(.cost, 50)])
    #expect(report.selection.verdicts.map(\.failures.count) == [1])
    #expect(report.table.contains("The plan takes 0.50 pictures/s on its lines, with 10 inference(s) each."))
    #expect(report.chart.hasPrefix("<svg") && report.chart.contains("net b"))
  }
}
