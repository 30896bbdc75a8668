import EdgeDeployment
import Foundation
import Quantities
import Tables

/// A power profile, printed.
public struct PowerReport: Sendable {
  /// The JSON document.
  public struct Document: Encodable, Sendable {
    /// A layer of it.
    struct Row: Encodable, Sendable {
      let name: String
      let type: String
      let latencyMs: Double
      let powerW: Double
      let energyJ: Double
    }
    /// An error of slower sampling.
    struct Sampling: Encodable, Sendable {
      let rateHz: Double
      let layerErrorPercent: Double
      let inferenceErrorPercent: Double
    }
    let rateHz: Double
    let inferences: Int
    let inferenceMs: Double
    let reportedMs: Double
    let energyPerInferenceJ: Double
    let powerW: Double
    let idlePowerW: Double?
    let correlationEnergyLatency: Double?
    let correlationEnergyOperations: Double?
    let warnings: [String]
    let sampling: [Sampling]
    let layers: [Row]
  }

  private let trace: PowerTrace
  private let profile: PowerProfile
  private let graph: LayerGraph?

  /// Takes a profile.
  ///
  /// - Parameters:
  ///   - trace: the trace.
  ///   - profile: its layers.
  ///   - graph: the network, for energy against operations; nil where it is not known.
  init(trace: PowerTrace, profile: PowerProfile, graph: LayerGraph?) {
    (self.trace, self.profile, self.graph) = (trace, profile, graph)
  }

  /// What is doubtful, as sentences.
  public var warnings: [String] {
    var warnings: [String] = []
    if !trace.gaps.isEmpty {
      warnings.append(
        "\(trace.gaps.count) gap(s) in the trace; \(profile.windows.withGaps) inference(s) with gaps are left out."
      )
    }
    if trace.clipped > 0 {
      warnings.append(
        "\(trace.clipped) samples stand at the greatest value in a row, as if clipped; power is too low there."
      )
    }
    if profile.windows.leftOut > 0 {
      warnings.append("\(profile.windows.leftOut) busy time(s) are cut off or too short or long for an inference.")
    }
    if let drift = profile.windows.drift {
      warnings.append(
        "the power between inferences drifts from \(Requirement.text(drift.from)) to \(Requirement.text(drift.to)) W."
      )
    }
    let ratio = profile.duration / profile.reported
    if abs(ratio - 1) > 0.1 {
      warnings.append(
        "inferences last \(Requirement.text(ratio)) times as long in the trace as in the report; layers are stretched."
      )
    }
    return warnings
  }

  /// Energy and operations of the layers that the graph has.
  private var operations: (energy: [Double], operations: [Double])? {
    guard let graph else { return nil }
    func key(_ name: String) -> String { String(name.map { "/-.".contains($0) ? "_" : $0 }) }
    let known = Dictionary(graph.layers.map { (key($0.name), $0) }) { first, _ in first }
    // A report names all layers that it fused, with commas between, and their parts behind a slash.
    func layers(_ name: String) -> [Layer] {
      var found: [String: Layer] = [:]
      for part in name.split(separator: ",").map(String.init) {
        if let layer = known[key(part)] { found[layer.name] = layer }
      }
      return Array(found.values)
    }
    let pairs = profile.layers.compactMap { layer -> (Double, Double)? in
      let named = layers(layer.name)
      return named.isEmpty ? nil : (layer.energy.joules, Double(named.reduce(0) { $0 + $1.operations }))
    }
    return (pairs.map(\.0), pairs.map(\.1))
  }

  /// A picture of the error against the sampling frequency, in SVG.
  public var chart: String { SamplingChart(profile.sampling).svg }

  /// The JSON document.
  public var document: Document {
    let energies = profile.layers.map(\.energy.joules)
    return Document(
      rateHz: trace.rate.hertz,
      inferences: profile.windows.windows.count,
      inferenceMs: EstimateReport.milliseconds(profile.duration),
      reportedMs: EstimateReport.milliseconds(profile.reported),
      energyPerInferenceJ: profile.energy.joules,
      powerW: (profile.energy / profile.duration).watts,
      idlePowerW: profile.idle?.watts,
      correlationEnergyLatency: PowerProfile.correlation(energies, profile.layers.map(\.latency.inSeconds)),
      correlationEnergyOperations: operations.flatMap { PowerProfile.correlation($0.energy, $0.operations) },
      warnings: warnings,
      sampling: profile.sampling.map {
        Document.Sampling(
          rateHz: $0.rate.hertz,
          layerErrorPercent: $0.layerPercent,
          inferenceErrorPercent: $0.inferencePercent
        )
      },
      layers: profile.layers.map {
        Document.Row(
          name: $0.name,
          type: $0.type,
          latencyMs: EstimateReport.milliseconds($0.latency),
          powerW: $0.power.watts,
          energyJ: $0.energy.joules
        )
      }
    )
  }

  /// The layers, the errors of slower sampling, and what an inference takes.
  public var table: String {
    func number(_ value: Double, _ decimals: Int) -> String { String(format: "%.\(decimals)f", value) }
    let document = document
    var layers = TextTable()
    layers.add(["layer", "type", "ms", "W", "mJ"])
    layers.addRule()
    for row in document.layers {
      layers.add([
        row.name, row.type, number(row.latencyMs, 3), number(row.powerW, 3), number(row.energyJ * 1000, 4),
      ])
    }
    var sampling = TextTable()
    sampling.add(["samples/s", "error of layers %", "error of inference %"])
    sampling.addRule()
    for row in document.sampling {
      sampling.add([number(row.rateHz, 0), number(row.layerErrorPercent, 2), number(row.inferenceErrorPercent, 3)])
    }
    var text = layers.text() + "\n\n" + sampling.text()
    text += "\n\n\(document.inferences) inference(s) of \(number(document.inferenceMs, 3)) ms, "
    text += "\(number(document.energyPerInferenceJ * 1000, 3)) mJ and \(number(document.powerW, 3)) W each"
    if let idle = document.idlePowerW { text += ", \(number(idle, 3)) W between them" }
    text += "."
    if let value = document.correlationEnergyLatency {
      text += "\nCorrelation of a layer's energy with its latency \(number(value, 3))"
      text += document.correlationEnergyOperations.map { ", with its operations \(number($0, 3))." } ?? "."
    }
    return text
  }
}
