import EdgeDeployment
import Foundation
import Quantities
import TestSupport
import Testing

/// Power traces: what is found in ones whose truth is known.
@Suite struct PowerProfileTests {
  private static let milliseconds = [2.0, 0.5, 4, 1, 0.25, 3]
  private static let watts = [3.0, 4.5, 5, 3.5, 4, 4.2]

  private func generator() -> TraceGenerator {
    TraceGenerator(
      layers: zip(Self.milliseconds, Self.watts).map { .init(latency: .milliseconds(1) * $0, power: .watts($1)) }
    )
  }

  private func report() throws -> LatencyReport {
    let lines = Self.milliseconds.enumerated().map { "layer\($0);EXECUTED;Conv;x;\($1);0" }
    return try LatencyReport(parsing: "skipped;OPTIMIZED_OUT;ReLU;x;0;0\n" + lines.joined(separator: "\n"), file: "r")
  }

  @Test func layersAndInferencesAreRecovered() throws {
    var random = SeededGenerator(seed: 3)
    let generator = generator()
    let profile = try PowerProfile(trace: try generator.trace(using: &random), report: try report())
    #expect(profile.windows.windows.count == 5)
    #expect(abs(profile.duration / .milliseconds(10.75) - 1) < 0.01)
    // 6 + 2.25 + 20 + 3.5 + 1 + 12.6 mJ.
    #expect(abs(generator.energy.joules - 0.045_35) < 1e-9)
    #expect(abs(profile.energy.joules / 0.045_35 - 1) < 0.01)
    for (index, layer) in profile.layers.enumerated() {
      #expect(abs(layer.power.watts / Self.watts[index] - 1) < 0.05, "\(layer.name): \(layer.power.watts) W")
    }
    #expect(abs(try #require(profile.idle).watts - 1) < 0.05)
  }

  @Test(arguments: 1...8) func theTruthIsRecoveredForRandomLayers(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let layers = (0..<20).map { _ in
      TraceGenerator.Layer(
        latency: .milliseconds(1) * Double.random(in: 0.2...3, using: &random),
        power: .watts(Double.random(in: 3.5...5, using: &random))
      )
    }
    var generator = TraceGenerator(layers: layers)
    generator.settling = .microseconds(10)
    let lines = layers.enumerated().map { "l\($0);EXECUTED;Conv;x;\($1.latency / .milliseconds(1));0" }
    let report = try LatencyReport(parsing: lines.joined(separator: "\n"), file: "r")
    let profile = try PowerProfile(trace: try generator.trace(using: &random), report: report)
    #expect(profile.windows.windows.count == 5)
    #expect(abs(profile.energy / generator.energy - 1) < 0.02)
    let off = profile.layers.enumerated().reduce(0) {
      $0 + ($1.element.energy - generator.energy(ofLayer: $1.offset)).magnitude.joules
    }
    #expect(off / generator.energy.joules < 0.04)
  }

  @Test func slowerSamplingIsFurtherOff() throws {
    var random = SeededGenerator(seed: 5)
    let profile = try PowerProfile(trace: try generator().trace(using: &random), report: try report())
    let errors = profile.sampling
    #expect(errors.first?.rate == .hertz(250_000))
    let (fast, slow) = (try #require(errors.first), try #require(errors.last))
    #expect(fast.layerPercent < 1)
    #expect(slow.layerPercent > 5 * fast.layerPercent)
    // The energy of a whole inference hides the errors of its layers.
    #expect(errors.allSatisfy { $0.inferencePercent <= $0.layerPercent + 1e-9 })
  }

  @Test func inferencesWithGapsAreLeftOutAndClippingIsNoticed() throws {
    var random = SeededGenerator(seed: 7)
    let whole = try generator().trace(using: &random)
    // The middle of the third inference.
    let place = Int((0.02 * 3 + 0.010_75 * 2.5) * whole.rate.hertz)
    let torn = try PowerTrace(watts: whole.watts, rate: whole.rate, gaps: [place])
    let profile = try PowerProfile(trace: torn, report: try report())
    #expect(profile.windows.windows.count == 4)
    #expect(profile.windows.withGaps == 1)
    #expect(profile.idle == nil)
    let clipped = try PowerTrace(watts: whole.watts.map { min($0, 4.8) }, rate: whole.rate)
    #expect(clipped.clipped > 5000)
    #expect(whole.clipped == 0)
  }

  @Test func aTraceWithoutInferencesIsRefusedInASentence() throws {
    let flat = try PowerTrace(watts: [Double](repeating: 2, count: 10_000), rate: .hertz(100_000))
    #expect(throws: EdgeDeploymentError.noInference(latencyMs: 10.75)) {
      try PowerProfile(trace: flat, report: try report())
    }
    #expect(throws: EdgeDeploymentError.self) { try PowerTrace(watts: [1, 2], rate: .hertz(1)) }
  }

  @Test func aShuntOfATenthOfAnOhmAtFiveVoltsIsAFactorOfFifty() throws {
    let trace = try PowerTrace(
      shunt: [Double](repeating: 0.06, count: 10),
      supply: .volts(5),
      resistance: .ohms(0.1),
      rate: .hertz(10)
    )
    #expect(abs(trace.watts[0] - 3) < 1e-12)
  }

  @Test func numPyArraysAreReadBackAndBrokenOnesRefused() throws {
    let values = [0, 1.5, -2.25, 1e300]
    #expect(try NumPyArray(parsing: NumPyArray.file(values)).values == values)
    let file = NumPyArray.file(values)
    #expect((file.count - 32) % 64 == 0)
    #expect(throws: EdgeDeploymentError.self) { try NumPyArray(parsing: Array(file.dropLast())) }
    #expect(throws: EdgeDeploymentError.self) { try NumPyArray(parsing: Array(file.prefix(11))) }
    #expect(throws: EdgeDeploymentError.self) { try NumPyArray(parsing: [0x93]) }
    // Two little-endian 16-bit numbers, written by hand.
    var header = "{'descr': '<i2', 'fortran_order': False, 'shape': (2,), }"
    header += String(repeating: " ", count: 117 - header.count) + "\n"
    let bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + Array(header.utf8) + [0x01, 0x00, 0xFE, 0xFF]
    #expect(try NumPyArray(parsing: bytes).values == [1, -2])
  }

  @Test func correlationsAreThoseComputedByHand() throws {
    // Deviations -1, 0, 1 and -2, 1, 1: 3 / sqrt(2 * 6).
    #expect(abs(try #require(PowerProfile.correlation([1, 2, 3], [1, 4, 4])) - 3 / 12.0.squareRoot()) < 1e-12)
    #expect(PowerProfile.correlation([1, 1], [1, 2]) == nil)
  }
}
