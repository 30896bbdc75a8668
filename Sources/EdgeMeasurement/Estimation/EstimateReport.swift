import EdgeDeployment
import Foundation
import Quantities
import Tables

/// The estimate of a network, printed.
public struct EstimateReport: Sendable {
  /// The JSON document.
  public struct Document: Encodable, Sendable {
    /// A layer of it.
    struct Row: Encodable, Sendable {
      let name: String
      let type: String
      let latencyMs: Double
      let method: LatencyEstimate.Method
      let operations: Int
      let bytes: Double
      let standIn: String?
    }
    let network: String
    let platform: String
    let latencyMs: Double
    let multiplyAdds: Int
    let weights: Int
    let weightBytes: Double
    let energyMostJ: Double?
    let isRooflineOnly: Bool
    let plan: PlanPace?
    let warnings: [String]
    let layers: [Row]
    /// A layer whose cost is not known.
    struct Unknown: Encodable, Sendable {
      let name: String
      let type: String
    }
    let unknownLayers: [Unknown]
  }

  private let graph: LayerGraph
  private let platform: PlatformModel
  private let estimate: LatencyEstimate
  private let pace: PlanPace?

  /// Takes an estimate.
  ///
  /// - Parameters:
  ///   - graph: the network.
  ///   - platform: the board.
  ///   - estimate: what the network costs on the board.
  ///   - pace: how that compares with a plan; nil where there is none.
  init(_ graph: LayerGraph, _ platform: PlatformModel, _ estimate: LatencyEstimate, _ pace: PlanPace? = nil) {
    self.pace = pace
    self.graph = graph
    self.platform = platform
    self.estimate = estimate
  }

  /// The latency of the whole network.
  public var latency: Duration { estimate.latency }

  /// What limits the estimate, as sentences.
  public var warnings: [String] {
    var warnings = graph.notices
    if platform.isRooflineOnly {
      warnings.append(
        "'\(platform.id)' is only a roofline: the latency is a bound from stated figures, not a forecast."
          + (platform.statedRateIs.map { " Its stated rate is \($0)." } ?? "")
      )
    }
    // A board that is one roofline knows no types; that it is only a roofline says it all.
    for item in estimate.standIns where !(platform.isRooflineOnly && platform.rooflines.count == 1) {
      let other = item.standIn == "*" ? "the platform's bandwidth" : "'\(item.standIn)'"
      warnings.append("\(item.layers) layer(s) of type '\(item.type)' are not known and estimated by \(other).")
    }
    return warnings
  }

  /// The JSON document.
  public var document: Document {
    Document(
      network: graph.name,
      platform: platform.id,
      latencyMs: Self.milliseconds(estimate.latency),
      multiplyAdds: graph.multiplyAdds,
      weights: graph.weights,
      weightBytes: Double(graph.weights) * Double(platform.weightBits) / 8,
      energyMostJ: energy?.joules,
      isRooflineOnly: platform.isRooflineOnly,
      plan: pace,
      warnings: warnings,
      layers: estimate.layers.map { row in
        Document.Row(
          name: row.layer.name,
          type: row.layer.type,
          latencyMs: Self.milliseconds(row.latency),
          method: row.method,
          operations: row.layer.operations,
          bytes: row.layer.bytes(activationBits: platform.activationBits, weightBits: platform.weightBits),
          standIn: row.standIn
        )
      },
      unknownLayers: graph.unknown.map { Document.Unknown(name: $0.name, type: $0.type) }
    )
  }

  /// The energy of an inference at the platform's greatest power, which is an upper bound.
  private var energy: Energy? { platform.powerMaximumW.map { Power.watts($0) * estimate.latency } }

  /// The table: the layers that cost something, then the sum.
  public var table: String {
    var table = TextTable()
    table.add(["layer", "type", "ms", "10^6 operations", "by"])
    table.addRule()
    for row in estimate.layers where row.latency > .zero {
      table.add([
        row.layer.name, row.layer.type, String(format: "%.3f", Self.milliseconds(row.latency)),
        String(format: "%.1f", Double(row.layer.operations) / 1e6), row.standIn ?? row.method.rawValue,
      ])
    }
    let fused = estimate.layers.count { $0.latency == .zero }
    var text = table.text() + "\n\n\(graph.name) on \(platform.name): "
    text += String(format: "%.3f ms", Self.milliseconds(estimate.latency))
    text += String(format: ", %.1f million multiply-adds", Double(graph.multiplyAdds) / 1e6)
    if let energy { text += String(format: ", at most %.4f J", energy.joules) }
    text += "; \(fused) layers cost nothing of their own."
    return text + (pace.map { "\n" + $0.sentence } ?? "")
  }

  static func milliseconds(_ time: Duration) -> Double { (time.inSeconds * 1e9).rounded() / 1e6 }
}
