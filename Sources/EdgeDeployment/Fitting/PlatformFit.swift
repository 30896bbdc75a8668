import Foundation
import Quantities

/// Makes a platform from measured networks.
public enum PlatformFit {
  /// Padding that is right for many vector units: half-precision lines of 32 bytes, filters by 64.
  ///
  /// On the three public reports of the NCS2 it estimates networks left out best; with three or more networks the choice
  /// is made anew among `candidates`.
  static let standardUnrolling = Unrolling(width: 16, filters: 64)

  private static let candidates = [1, 8, 16, 32].flatMap { width in
    [1, 64].map { Unrolling(width: width, filters: $0) }
  }

  /// Fits a platform.
  ///
  /// - Parameters:
  ///   - base: what is known of it before, such as a published roofline; it serves layer types that were not measured.
  ///   - networks: graphs with their measured times.
  /// - Returns: the platform, with the errors of networks left out where there are two or more.
  /// - Throws: `EdgeDeploymentError`.
  public static func platform(base: PlatformModel, networks: [MeasuredNetwork]) throws -> PlatformModel {
    guard !networks.isEmpty else { throw EdgeDeploymentError.noMeasurements }
    let unrolling = networks.count < 3 ? standardUnrolling : try bestUnrolling(base: base, networks)
    var platform = fitted(base: base, networks, unrolling)
    if networks.count > 1 {
      platform.leftOut = try networks.indices.map { index in
        let others = networks.enumerated().filter { $0.offset != index }.map(\.element)
        // The padding is found again without the network that is left out, so that it had no part in the choice.
        let unrolling = others.count < 3 ? standardUnrolling : try bestUnrolling(base: base, others)
        let left = networks[index]
        let known = fitted(base: base, others, unrolling)
        let estimate = try LatencyEstimate(of: left.graph, on: known)
        return LeftOutNetwork(
          network: left.graph.name,
          measured: left.total,
          estimated: estimate.latency,
          statistical: statistical(estimate, on: known, from: others)
        )
      }
    }
    return platform
  }

  /// The time of a network by regressors on layers' features, one for each type of which enough layers were measured.
  ///
  /// Everything else is as in the mixed estimate: what is fused, and what stands in for types that are not known.
  private static func statistical(
    _ estimate: LatencyEstimate,
    on platform: PlatformModel,
    from networks: [MeasuredNetwork]
  ) -> Duration {
    let layers = networks.flatMap(\.layers).filter { $0.latency > .zero }
    let models = Dictionary(grouping: layers) { $0.layer.type }
      .filter { $0.value.count >= LayerTypeModel.fewestLayers }
      .mapValues { measured in StatisticalModel(measured: measured.map { ($0.layer, $0.latency) }) }
    return estimate.layers.reduce(.zero) { sum, row in
      guard row.method == .fitted, let model = models[row.layer.type],
        let own = platform.ownLatency(of: row.layer)?.latency, own > .zero
      else { return sum + row.latency }
      return sum + row.latency.times(model.latency(of: row.layer) / own)
    }
  }

  /// The padding with which networks left out are estimated best.
  private static func bestUnrolling(base: PlatformModel, _ networks: [MeasuredNetwork]) throws -> Unrolling {
    var best = (error: Double.infinity, unrolling: standardUnrolling)
    for candidate in [standardUnrolling] + candidates {
      var error = 0.0
      for (index, left) in networks.enumerated() {
        let others = networks.enumerated().filter { $0.offset != index }.map(\.element)
        let estimate = try LatencyEstimate(of: left.graph, on: fitted(base: base, others, candidate)).latency
        error = max(error, log(estimate / left.total).magnitude)
      }
      if error < best.error { best = (error, candidate) }
    }
    return best.unrolling
  }

  private static func fitted(
    base: PlatformModel,
    _ networks: [MeasuredNetwork],
    _ unrolling: Unrolling
  ) -> PlatformModel {
    let layers = networks.flatMap(\.layers)
    let types = Set(layers.map(\.layer.type)).sorted()
    var platform = base
    var models: [LayerTypeModel] = []
    for type in types {
      let measured = layers.filter { $0.layer.type == type && $0.latency > .zero }
      guard !measured.isEmpty else { continue }
      if measured.count >= LayerTypeModel.fewestLayers {
        let own = LayerKind.weighted.contains(type) ? unrolling : Unrolling()
        models.append(LayerTypeModel(type: type, measured: measured, unrolling: own))
      } else if let known = base.rooflines.first(where: { $0.type == type })?.roofline {
        platform.rooflines.removeAll { $0.type == type }
        platform.rooflines.append(.init(type: type, roofline: moved(known, to: measured, base: base)))
      } else {
        let time = perValue(base, layers)
        models.append(LayerTypeModel(type: type, few: measured, millisecondsPerValue: time))
      }
    }
    platform.models = models
    platform.isRooflineOnly = false
    platform.fittedTo = networks.map(\.graph.name)
    platform.leftOut = nil
    platform.executedShares = shares(layers, on: platform)
    return platform
  }

  /// A published roofline, faster or slower by as much as the measured layers are.
  private static func moved(_ known: Roofline, to measured: [MeasuredLayer], base: PlatformModel) -> Roofline {
    let ratio = measured.reduce(0.0) { sum, layer in
      let time = known.latency(
        of: layer.layer,
        activationBits: base.activationBits,
        weightBits: base.weightBits
      )
      return sum + log(layer.latency / max(time, .nanoseconds(1)))
    }
    let factor = exp(ratio / Double(measured.count))
    return Roofline(
      operationsPerSecond: known.operationsPerSecond.map { $0 / factor },
      bytesPerSecond: known.bytesPerSecond.map { $0 / factor },
      parallelism: known.parallelism
    )
  }

  /// Milliseconds to move a value: from the board's bandwidth, otherwise from the fastest layer that was measured.
  private static func perValue(_ base: PlatformModel, _ layers: [MeasuredLayer]) -> Double {
    if let bandwidth = base.rooflines.first(where: { $0.type == "*" })?.roofline.bytesPerSecond, bandwidth > 0 {
      return Double(base.activationBits) / 8 / bandwidth * 1000
    }
    return layers.filter { $0.latency > .zero }.map { layer in
      let values = Double(layer.layer.valuesRead + layer.layer.output.count + layer.layer.weights)
      return layer.latency.inSeconds * 1000 / values
    }.min() ?? 0
  }

  /// What part of its own time each type cost behind each other type.
  private static func shares(_ layers: [MeasuredLayer], on platform: PlatformModel) -> [ExecutedShare] {
    let pairs = Dictionary(grouping: layers) { [$0.layer.type, $0.after ?? ""] }
    return pairs.sorted { $0.key.lexicographicallyPrecedes($1.key) }.compactMap { key, layers in
      let fused = layers.count { $0.latency == .zero }
      guard fused > 0 else { return nil }
      let own = layers.reduce(Duration.zero) { $0 + (platform.ownLatency(of: $1.layer)?.latency ?? .zero) }
      let measured = layers.reduce(Duration.zero) { $0 + $1.latency }
      let share = measured == .zero ? 0 : own == .zero ? 1 : min(1, measured / own)
      return ExecutedShare(type: key[0], after: key[1], share: share, layers: layers.count)
    }
  }
}
