@testable import EdgeDeployment
import Foundation
import Quantities
import TestSupport
import Testing

/// The parts of the estimator and platforms fitted to measurements.
@Suite struct FittingTests {
  @Test func aLinearSystemIsSolved() throws {
    // 4x + y = 6, x + 3y = 7 has the solution 1, 2.
    let solution = try #require(LinearSystem.solve([[4, 1], [1, 3]], [6, 7]))
    #expect(abs(solution[0] - 1) < 1e-12 && abs(solution[1] - 2) < 1e-12)
    #expect(LinearSystem.solve([[0]], [1]) == nil)
  }

  @Test func coefficientsStayAtOrAboveZero() {
    // Unbounded least squares of the second would be negative: y falls where the second feature rises.
    let rows: [[Double]] = [[1, 0], [1, 1], [1, 2]]
    let free = NonNegativeFit.coefficients(rows: rows, targets: [1, 3, 5], weights: [1, 1, 1])
    #expect(abs(free[0] - 1) < 1e-9 && abs(free[1] - 2) < 1e-9)
    let bound = NonNegativeFit.coefficients(rows: rows, targets: [5, 3, 1], weights: [1, 1, 1])
    #expect(abs(bound[0] - 3) < 1e-9 && bound[1] == 0)
  }

  @Test func theResidualIsKnownNearbyAndSilentFarAway() {
    let regressor = ResidualRegressor(points: [[0, 0], [4, 4]], residuals: [log(2), 0])
    // One point alone: amplitude / (amplitude + noise) of its logarithm.
    #expect(abs(regressor.factor([0, 0]) - exp(log(2) * 0.1 / 0.12)) < 1e-9)
    #expect(abs(regressor.factor([40, 40]) - 1) < 1e-12)
  }

  @Test func rooflinesFollowThePublishedFormula() {
    let image = TensorShape(height: 10, width: 10, channels: 48)
    let layer = Layer(
      name: "c",
      type: "Conv",
      parents: [],
      input: image,
      output: TensorShape(height: 10, width: 10, channels: 64),
      kernel: (3, 3)
    )
    // 2 * 9 * 48 * 64 * 100 operations; (4800 + 6400) * 2 + 27648 * 1 bytes.
    let compute = Roofline(operationsPerSecond: 1e9, bytesPerSecond: 1e12)
    #expect(abs(compute.latency(of: layer, activationBits: 16, weightBits: 8).inSeconds - 5.529_6e-3) < 1e-9)
    let memory = Roofline(operationsPerSecond: 1e15, bytesPerSecond: 1e6)
    #expect(abs(memory.latency(of: layer, activationBits: 16, weightBits: 8).inSeconds - 50_048e-6) < 1e-9)
    // 48 channels on 32 units fill 3/4; with a = 0.5 the efficiency is 1 / (0.5 + 0.5 / 0.75) = 6/7.
    let refined = Roofline(
      operationsPerSecond: 1e9,
      bytesPerSecond: 1e12,
      parallelism: [.init(dimension: "channels", units: 32, alpha: 0.5)]
    )
    #expect(abs(refined.efficiency(of: layer) - 6.0 / 7) < 1e-12)
    #expect(abs(refined.latency(of: layer, activationBits: 16, weightBits: 8).inSeconds - 5.529_6e-3 * 7 / 6) < 1e-9)
  }

  @Test func aPlatformWithKnownPartsIsFoundAgain() throws {
    // 0.02 ms for each layer, 3 ms for 10^9 operations, 0.4 ms for 10^6 values written; activations are fused.
    func truth(_ layer: Layer) -> Double {
      layer.type == "Conv" ? 0.02 + 3e-9 * Double(layer.operations) + 0.4e-6 * Double(layer.output.count) : 0
    }
    let networks = try (1...4).map { seed in
      let graph = try TestGraphs.chain(seed: UInt64(seed), layers: 12)
      let lines = graph.layers.map {
        "\($0.name);\(truth($0) > 0 ? "EXECUTED" : "OPTIMIZED_OUT");\($0.type);x;\(truth($0));0"
      }
      return MeasuredNetwork(
        graph: graph,
        report: try LatencyReport(parsing: lines.joined(separator: "\n"), file: "test.csv")
      )
    }
    let platform = try PlatformFit.platform(base: PlatformModel(measured: "made"), networks: networks)
    for error in try #require(platform.leftOut) { #expect(abs(error.errorPercent) < 2, "\(error)") }
    let unseen = try TestGraphs.chain(seed: 99, layers: 12)
    let estimate = try LatencyEstimate(of: unseen, on: platform)
    let expected = unseen.layers.reduce(0) { $0 + truth($1) }
    #expect(abs(estimate.latency.inSeconds * 1000 / expected - 1) < 0.02)
    #expect(estimate.layers.allSatisfy { $0.layer.type != "Relu" || $0.method == .fused })
  }

  @Test func whatIsNotKnownIsEstimatedByTheMostAlikeAndListed() throws {
    let graph = try TestGraphs.graph(
      """
      {"layers": [{"name": "i", "type": "DataInput", "output_shape": [8, 8, 4]},
      {"name": "p", "type": "Pool", "parents": ["i"], "kernel": [2, 2], "stride": 2},
      {"name": "odd", "type": "Swirl", "parents": ["p"]}]}
      """
    )
    var platform = PlatformModel(measured: "few")
    platform.rooflines = [.init(type: "Pool", roofline: Roofline(operationsPerSecond: nil, bytesPerSecond: 1e6))]
    let estimate = try LatencyEstimate(of: graph, on: platform)
    #expect(estimate.standIns.map(\.type) == ["Swirl"])
    #expect(estimate.standIns.first?.standIn == "Pool")
    // 4 x 4 x 4 values in and out, two bytes each, a million bytes in a second.
    #expect(abs(try #require(estimate.layers.last).latency.inSeconds - 256e-6) < 1e-12)
    platform.rooflines = []
    #expect(throws: EdgeDeploymentError.nothingKnown(platform: "few", type: "Pool")) {
      try LatencyEstimate(of: graph, on: platform)
    }
  }

  @Test func aTypeMeasuredOnceOnSomethingSmallIsNotAbsurdOnSomethingLarge() throws {
    func network(_ side: Int) throws -> LayerGraph {
      try TestGraphs.graph(
        """
        {"layers": [{"name": "i", "type": "DataInput", "output_shape": [\(side), \(side), 4]},
        {"name": "s", "type": "Softmax", "parents": ["i"]}]}
        """
      )
    }
    var base = PlatformModel(measured: "few")
    base.rooflines = [.init(type: "*", roofline: Roofline(operationsPerSecond: nil, bytesPerSecond: 1e9))]
    let report = try LatencyReport(parsing: "s;EXECUTED;SoftMax;x;0.1;0", file: "r")
    let platform = try PlatformFit.platform(
      base: base,
      networks: [MeasuredNetwork(graph: try network(4), report: report)]
    )
    // 4 x 4 x 4 values in and out, two bytes each at 10^9 in a second: 0.000256 ms; the rest of the 0.1 ms is fixed.
    let large = try LatencyEstimate(of: try network(400), on: platform)
    #expect(abs(large.latency.inSeconds * 1000 - (0.1 - 0.000_256 + 2.56)) < 1e-9)
    #expect(large.layers[1].method == .fitted)
  }

  @Test(arguments: [0, -1, 1e-300, .nan]) func aPlatformWithOddRatesIsRefused(_ rate: Double) throws {
    let graph = try TestGraphs.chain(seed: 1, layers: 2)
    var platform = PlatformModel(measured: "odd")
    platform.rooflines = [.init(type: "Conv", roofline: Roofline(operationsPerSecond: rate, bytesPerSecond: nil))]
    #expect(throws: EdgeDeploymentError.unsoundPlatform(platform: "odd", layer: "c0")) {
      try LatencyEstimate(of: graph, on: platform)
    }
  }

  @Test func brokenReportsAreRefusedWithTheirLine() {
    func message(_ text: String) -> String {
      do {
        _ = try LatencyReport(parsing: text, file: "r.csv")
        return "read"
      } catch { return "\(error)" }
    }
    #expect(
      message("a;EXECUTED;Conv;x;quick;0")
        == "Cannot read the report 'r.csv': line 1 has no time in milliseconds. Give a report as OpenVINO's benchmark tool writes it."
    )
    #expect(message("layerName;b;c;d;e;f\na,b,c").contains("line 2 has fewer than five columns"))
    #expect(message("a;EXECUTED;Conv;x;-1;0").contains("line 1"))
    #expect(message("").contains("no layer"))
  }
}
