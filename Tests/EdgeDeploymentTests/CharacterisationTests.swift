@testable import EdgeDeployment
import Quantities
import TestSupport
import Testing

/// A machine whose times are known, measured and estimated.
@Suite struct CharacterisationTests {
  /// A machine that computes 20 * 10^9 operations in a second on channels padded to 16, and moves 10^9 values.
  private struct KnownMachine: LayerTimer {
    static func milliseconds(_ layer: Layer) -> Double {
      let padded = LayerKind.weighted.contains(layer.type) && layer.type != "DepthwiseConv"
      let filters = padded ? Double((layer.output.channels + 15) / 16 * 16) / Double(layer.output.channels) : 1
      let work = Double(layer.operations) * filters / 20e9
      return 1000 * (work + Double(layer.valuesRead + layer.output.count) / 1e9) + 0.002
    }

    func time(of layer: Layer) throws -> ProbeTime {
      ProbeTime(milliseconds: Self.milliseconds(layer), spread: 0.01)
    }
  }

  private func characterisation(mostPoints: Int = 60) throws -> Characterisation {
    try Characterisation(
      base: PlatformModel(measured: "known"),
      timer: KnownMachine(),
      mostPoints: mostPoints,
      isOver: { false },
      progress: { _ in }
    )
  }

  @Test func aNetworkIsEstimatedFromSingleLayers() throws {
    let platform = try characterisation().platform
    let graph = try TestGraphs.graph(
      """
      {"name": "net", "layers": [{"name": "i", "type": "DataInput", "output_shape": [256, 256, 3]},
      {"name": "a", "type": "Conv", "parents": ["i"], "kernel": [3, 3], "stride": 2, "filters": 16},
      {"name": "d", "type": "DepthwiseConv", "parents": ["a"], "kernel": [3, 3]},
      {"name": "p", "type": "Conv", "parents": ["d"], "filters": 100},
      {"name": "h", "type": "HardSigmoid", "parents": ["p"]},
      {"name": "m", "type": "Mul", "parents": ["p", "h"]},
      {"name": "q", "type": "Conv", "parents": ["m"], "filters": 24}]}
      """
    )
    let truth = graph.layers.reduce(0.0) { $0 + KnownMachine.milliseconds($1) }
    let estimate = try LatencyEstimate(of: graph, on: platform)
    #expect(estimate.standIns.isEmpty)
    #expect(abs(estimate.latency.inSeconds * 1000 / truth - 1) < 0.05)
  }

  @Test func fewPointsSufficeOnAMachineWithoutSurprises() throws {
    let result = try characterisation(mostPoints: 200)
    // Two batches that were predicted well end the search: far less than 200.
    let convolutions = result.points.count { $0.layer.hasPrefix("Conv ") }
    #expect(convolutions < 120, "\(convolutions) convolutions")
    #expect(try #require(result.forecastError) < 0.06)
  }

  @Test func timeThatIsUsedUpEndsTheSearch() throws {
    var asked = 0
    let result = try Characterisation(
      base: PlatformModel(measured: "known"),
      timer: KnownMachine(),
      mostPoints: 500,
      isOver: {
        asked += 1
        return true
      },
      progress: { _ in }
    )
    #expect(asked > 0)
    #expect(result.points.allSatisfy { $0.predicted == nil })
  }

  @Test func pointwiseKernelsHaveAModelOfTheirOwn() throws {
    let models = try #require(try characterisation().platform.models)
    #expect(models.filter { $0.type == "Conv" }.compactMap(\.isPointwise).sorted { $0 && !$1 } == [true, false])
    let large = LayerProbe.square("Conv", side: 8, channels: 8, kernel: 5)
    let point = LayerProbe.square("Conv", side: 8, channels: 8)
    #expect(models.count { $0.describes(large) } == 1 && models.count { $0.describes(point) } == 1)
  }

  @Test func kernelsWithGapsHaveAModelOfTheirOwn() throws {
    let models = try #require(try characterisation().platform.models)
    #expect(models.filter { $0.type == "DepthwiseConv" }.compactMap(\.isDilated).sorted { $0 && !$1 } == [true, false])
    for dilation in [1, 2, 12] {
      let layer = LayerProbe.square("DepthwiseConv", side: 32, channels: 64, kernel: 3, dilation: dilation)
      #expect(models.filter { $0.describes(layer) }.map(\.isDilated) == [dilation > 1])
    }
  }

  @Test func repeatedRunsGiveTheirMedianAndHalfTheDistanceOfTheirQuartiles() {
    let time = ProbeTime(of: [5, 1, 2, 4, 3])
    #expect(time.milliseconds == 3 && time.spread == (4 - 2) / 2 / 3.0)
  }

  @Test func uncertaintyGrowsAwayFromWhatWasMeasured() {
    let regressor = ResidualRegressor(points: [[0, 0]], residuals: [0.1], length: 1, noise: 0.01)
    let unsure = regressor.uncertainty(at: [[0, 0], [1, 0], [50, 0]])
    // At the point: 0.1 - 0.1^2 / 0.11.
    #expect(abs(unsure[0] * unsure[0] - (0.1 - 0.01 / 0.11)) < 1e-12)
    #expect(unsure[0] < unsure[1] && unsure[1] < unsure[2])
    #expect(abs(unsure[2] * unsure[2] - 0.1) < 1e-12)
  }

  @Test func theStatisticalModelFollowsAPowerLaw() {
    let layers = [8, 16, 32, 64, 128].map { LayerProbe.square("Conv", side: 16, channels: $0) }
    let measured = layers.map { (layer: $0, latency: Duration.nanoseconds(1) * Double($0.operations)) }
    let model = StatisticalModel(measured: measured)
    let between = LayerProbe.square("Conv", side: 16, channels: 48)
    #expect(abs(model.latency(of: between) / (.nanoseconds(1) * Double(between.operations)) - 1) < 0.05)
  }
}
