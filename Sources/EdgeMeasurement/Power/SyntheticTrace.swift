public import EdgeDeployment
import FlightPlanning
public import Quantities

/// A power trace whose truth is known, because no real one is public.
///
/// Each executed layer of a report has a random power.
public struct SyntheticTrace: Sendable {
  /// The truth.
  public struct Truth: Encodable, Sendable {
    struct Layer: Encodable, Sendable {
      let name: String
      let powerW: Double
      let energyJ: Double
    }
    let synthetic = true
    let rateHz: Double
    let inferences: Int
    let energyPerInferenceJ: Double
    let layers: [Layer]
  }
  /// The trace in watts.
  public let trace: PowerTrace
  /// What it was made of.
  public let truth: Truth

  /// Makes a trace.
  ///
  /// - Parameters:
  ///   - report: the latencies of the layers.
  ///   - powers: the least and the greatest power of a layer.
  ///   - settings: rate, noise and pauses; its layers are replaced.
  ///   - seed: where the random numbers start.
  /// - Throws: `EdgeDeploymentError.brokenTrace` where it would have too many samples.
  public init(
    of report: LatencyReport,
    powers: ClosedRange<Power>,
    settings: TraceGenerator,
    seed: UInt64
  ) throws {
    let entries = report.entries.filter { $0.isExecuted && $0.latency > .zero }
    var random = SmallRandom(seed: seed)
    var generator = settings
    generator.layers = entries.map { entry in
      let watts = Double.random(in: powers.lowerBound.watts...powers.upperBound.watts, using: &random)
      return TraceGenerator.Layer(latency: entry.latency, power: .watts(watts))
    }
    trace = try generator.trace(using: &random)
    truth = Truth(
      rateHz: generator.rate.hertz,
      inferences: generator.inferences,
      energyPerInferenceJ: generator.energy.joules,
      layers: entries.indices.map { index in
        Truth.Layer(
          name: entries[index].name,
          powerW: generator.layers[index].power.watts,
          energyJ: generator.energy(ofLayer: index).joules
        )
      }
    )
  }
}
