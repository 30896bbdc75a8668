import EdgeDeployment
import Quantities
import TestSupport
import Testing

/// Cuts of networks and the quantiser.
@Suite struct PartitionTests {
  /// An image, two convolutions, a skip around the second, their sum.
  private let skip = """
    {"name": "skip", "layers": [{"name": "i", "type": "DataInput", "output_shape": [8, 8, 3]},
    {"name": "a", "type": "Conv", "parents": ["i"], "filters": 4},
    {"name": "b", "type": "Conv", "parents": ["a"], "filters": 4},
    {"name": "s", "type": "Add", "parents": ["a", "b"]}]}
    """

  private func platform(_ rate: Double) -> PlatformModel {
    var platform = PlatformModel(measured: "flat")
    platform.rooflines = ["Conv", "Add"].map {
      .init(type: $0, roofline: Roofline(operationsPerSecond: rate, bytesPerSecond: nil))
    }
    return platform
  }

  private func partition(_ json: String, bits: Int = 8, nodePower: Power = .watts(2)) throws -> Partition {
    let graph = try TestGraphs.graph(json)
    return Partition(
      of: graph,
      node: try LatencyEstimate(of: graph, on: platform(1e6)),
      nodePower: nodePower,
      server: try LatencyEstimate(of: graph, on: platform(1e9)),
      link: try #require(RadioLink.named("ble")),
      bits: bits
    )
  }

  @Test func everyTensorThatCrossesIsCountedOnceAndEveryEdgeListed() throws {
    let cuts = try partition(skip).cuts
    // Before everything and behind the input the image crosses, 8 * 8 * 3 values of 8 bits.
    #expect(cuts.map(\.bytes) == [192, 192, 256, 512, 256])
    // Behind a, its output is read by b and s but is sent once; behind b both its own and the skip cross.
    #expect(cuts[2].crossing == ["a"] && cuts[2].edges == 2)
    #expect(cuts[3].crossing == ["a", "b"] && cuts[3].edges == 2)
    #expect(cuts[4].crossing == ["s"])
    // Four bits halve what the layers send and the image too, rounded up to bytes.
    #expect(try partition(skip, bits: 4).cuts.map(\.bytes) == [96, 96, 128, 256, 128])
    #expect(try partition(skip, bits: 32).cuts.map(\.bytes) == [192, 192, 1024, 2048, 1024])
  }

  @Test func costsAreThoseOfNodeLinkAndServer() throws {
    let cuts = try partition(skip).cuts
    // a: 2 * 3 * 4 * 64 operations, b: 2 * 4 * 4 * 64, s: 256, at a million in a second on the node.
    #expect(abs(cuts[2].nodeTime.inSeconds - 1536e-6) < 1e-12)
    #expect(abs(cuts[2].serverTime.inSeconds - 2304e-9) < 1e-12)
    #expect(abs(cuts[2].processing.joules - 2 * 1536e-6) < 1e-12)
    // 256 bytes over Bluetooth: 271 with headers in two frames, 4 us for each of 311 bytes, 340 us for each frame.
    #expect(abs(cuts[2].transfer.inSeconds - (1244e-6 + 680e-6)) < 1e-12)
    #expect(abs(cuts[2].communication.joules - (1244e-6 * 24.11e-3 + 680e-6 * 19.26e-3)) < 1e-12)
    #expect(cuts[4].serverTime == .zero)
  }

  @Test func theBestCutMeetsTheLimitsOrTheyAreNamed() throws {
    let partition = try partition(skip)
    let best = try partition.best(by: .energy, maximumDelay: nil, maximumEnergy: nil)
    for cut in partition.cuts { #expect(best.energy <= cut.energy) }
    let fast = try partition.best(by: .delay, maximumDelay: nil, maximumEnergy: nil)
    for cut in partition.cuts { #expect(fast.delay <= cut.delay) }
    do {
      _ = try partition.best(by: .energy, maximumDelay: .microseconds(10), maximumEnergy: nil)
      Issue.record("a cut within 10 us")
    } catch {
      let least = partition.cuts.map(\.delay).min() ?? .zero
      #expect("\(error)".hasPrefix("No cut meets the delay allowed. Allow at least"))
      // The delay that is asked for is enough.
      let words = "\(error)".split(separator: " ")
      let asked = try #require(words.compactMap { Double($0) }.first)
      #expect(asked >= least.inSeconds * 1000 && asked < least.inSeconds * 1001)
    }
  }

  @Test func cheapProcessingMovesTheCutTowardsTheNode() throws {
    // A funnel: the further in, the less crosses.
    let funnel = """
      {"layers": [{"name": "i", "type": "DataInput", "output_shape": [64, 64, 3]},
      {"name": "a", "type": "Conv", "parents": ["i"], "stride": 4, "filters": 4},
      {"name": "b", "type": "Conv", "parents": ["a"], "stride": 4, "filters": 4}]}
      """
    let cheap = try partition(funnel, nodePower: .watts(1e-6)).best(by: .energy, maximumDelay: nil, maximumEnergy: nil)
    let dear = try partition(funnel, nodePower: .watts(1e6)).best(by: .energy, maximumDelay: nil, maximumEnergy: nil)
    #expect(cheap.after == "b")
    #expect(dear.nodeTime == .zero)
  }

  @Test func alexNetOnAMicrocontrollerCostsWhatTheOpenCodeSays() throws {
    // Three cycles for each operation at 120 MHz and 17.0 mW; 201.2 million operations before the first cut.
    let power = Power.watts(43e-6 * 3.3 * 120)
    #expect(abs(power.watts - 0.0170) < 1e-4)
    let energy = power * .seconds(3 * 201.2e6 / 120e6)
    let radio = try #require(RadioLink.named("ble"))
    let (bytes, operations) = (
      [154_587, 69_984, 43_264, 64_896, 9216, 4096, 1000],
      [0, 201.2e6, 808.1e6, 1232.0e6, 1413.9e6, 1468.5e6, 1472.6e6]
    )
    let totals = zip(bytes, operations).map { (radio.energy(bytes: $0) + power * .seconds(3 * $1 / 120e6)).joules }
    #expect(abs(energy.joules - 0.0857) < 1e-4)
    // Sending the image over Bluetooth is cheapest; over LoRa the whole network on the node is.
    #expect(totals.firstIndex(of: totals.min() ?? 0) == 0)
    let far = try #require(RadioLink.named("lora"))
    let farTotals = zip(bytes, operations).map { (far.energy(bytes: $0) + power * .seconds(3 * $1 / 120e6)).joules }
    #expect(farTotals.firstIndex(of: farTotals.min() ?? 0) == 6)
  }

  @Test func theQuantiserIsThePublishedOneWithinItsRange() throws {
    let quantizer = try Quantizer(minimum: -1, maximum: 3, bits: 3)
    // S = 1, M - S = 2, 2^(b-1) = 4: d = floor((f - 1) * 2).
    #expect([-1, -0.6, 0.9, 1, 2.4, 2.9].map(quantizer.code) == [-4, -4, -1, 0, 2, 3])
    // f = M would be 4, one above the range.
    #expect(quantizer.code(3) == 3)
    #expect(quantizer.value(0) == 1.25)
    let flat = try Quantizer(minimum: 2, maximum: 2, bits: 8)
    #expect(flat.code(2) == 0 && flat.value(0) == 2)
    #expect(throws: EdgeDeploymentError.self) { try Quantizer(minimum: 0, maximum: 1, bits: 9) }
    #expect(throws: EdgeDeploymentError.self) { try Quantizer(minimum: 1, maximum: 0, bits: 8) }
  }

  @Test(arguments: 1...8) func theInverseIsOffByHalfAStepAtMost(_ bits: Int) throws {
    var generator = SeededGenerator(seed: UInt64(bits))
    let quantizer = try Quantizer(minimum: -2.5, maximum: 7, bits: bits)
    let step = 9.5 / Double(1 << bits)
    for _ in 0..<500 {
      let value = Double.random(in: -2.5...7, using: &generator)
      let code = quantizer.code(value)
      #expect((-(1 << (bits - 1))..<(1 << (bits - 1))).contains(code))
      #expect(abs(quantizer.value(code) - value) <= step / 2 + 1e-12)
    }
  }

  @Test func bytesOfManyValuesAreTheCodesOfEach() throws {
    let values: [Float] = [-1, -0.6, -0.1, 0, 0.3, 0.99, 1, 1.7, .nan]
    for bits in 1...8 {
      let quantizer = try Quantizer(minimum: -1, maximum: 1, bits: bits)
      let lowest = -(1 << (bits - 1))
      let bytes = quantizer.bytes(values)
      #expect(bytes.map { Int($0) + lowest } == values.map { quantizer.code(Double($0)) })
      #expect(quantizer.values(bytes) == values.map { Float(quantizer.value(quantizer.code(Double($0)))) })
    }
    let flat = try Quantizer(of: [3, 3, 3], bits: 4)
    #expect(flat.values(flat.bytes([3, 3])) == [3, 3])
    #expect(throws: EdgeDeploymentError.self) { try Quantizer(of: [], bits: 4) }
  }

  @Test func measuredBytesTakeThePlaceOfSizes() throws {
    let graph = try TestGraphs.graph(skip)
    let estimate = try LatencyEstimate(of: graph, on: platform(1e6))
    let partition = Partition(
      of: graph,
      node: estimate,
      nodePower: .watts(2),
      server: estimate,
      link: try #require(RadioLink.named("ble")),
      bits: 8,
      compressed: ["i": 150, "a": 90, "b": 60]
    )
    // Behind b both its own and the skip cross; the result was not measured and keeps its size.
    #expect(partition.cuts.map(\.bytes) == [150, 150, 90, 150, 256])
    #expect(partition.cuts.map(\.sizeBytes) == [192, 192, 256, 512, 256])
  }
}
