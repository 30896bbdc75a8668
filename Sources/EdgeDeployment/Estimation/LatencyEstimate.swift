import Quantities

/// The latency of a network on a platform, layer by layer.
public struct LatencyEstimate: Sendable {
  /// How a layer's time was found.
  public enum Method: String, Codable, Sendable {
    /// From layers of its type that were measured.
    case fitted
    /// From a roofline of its type.
    case roofline
    /// From another type, because its own is not known.
    case standIn = "stand_in"
    /// It is computed with another layer.
    case fused
  }
  /// A layer and its time.
  public struct LayerLatency: Sendable {
    /// The layer.
    public let layer: Layer
    /// Its time.
    public let latency: Duration
    /// How it was found.
    public let method: Method
    /// The type that stands in, where one does.
    public let standIn: String?
  }
  /// The layers in their order.
  public let layers: [LayerLatency]

  /// The sum over the layers.
  public var latency: Duration { layers.reduce(.zero) { $0 + $1.latency } }

  /// Types that the platform does not know, with the type that stands in and the number of layers.
  public var standIns: [(type: String, standIn: String, layers: Int)] {
    var counts: [String: (standIn: String, layers: Int)] = [:]
    for layer in layers {
      guard let standIn = layer.standIn else { continue }
      counts[layer.layer.type, default: (standIn, 0)].layers += 1
    }
    return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value.standIn, $0.value.layers) }
  }

  /// Estimates a network.
  ///
  /// - Throws: `EdgeDeploymentError.nothingKnown` where a platform has nothing for a layer.
  public init(of graph: LayerGraph, on platform: PlatformModel) throws {
    let predecessors = FusionRules.predecessors(in: graph)
    layers = try graph.layers.map { layer in
      let estimate = try Self.estimate(layer, after: predecessors[layer.name], on: platform)
      guard estimate.latency < .longest else {
        throw EdgeDeploymentError.unsoundPlatform(platform: platform.id, layer: layer.name)
      }
      return estimate
    }
  }

  private static func estimate(
    _ layer: Layer,
    after: String?,
    on platform: PlatformModel
  ) throws -> LayerLatency {
    func result(_ latency: Duration, _ method: Method, _ standIn: String? = nil) -> LayerLatency {
      LayerLatency(layer: layer, latency: latency, method: method, standIn: standIn)
    }
    // An input with a parent is a layer that the exporter did not know and passed over; it costs nothing by itself.
    if layer.type == "DataInput", after != nil { return result(.zero, .fused) }
    let share = platform.share(of: layer.type, after: after)
    guard share > 0.01 else { return result(.zero, .fused) }
    if let own = platform.ownLatency(of: layer) { return result(own.latency.times(share), own.method) }
    // What only takes the image in costs nothing where nobody measured it.
    if layer.type == "DataInput" { return result(.zero, .fused) }
    func standIn(_ types: [String]) -> LayerLatency? {
      for type in types {
        if let other = platform.ownLatency(of: layer.retyped(type)) {
          return result(other.latency.times(share), .standIn, type)
        }
      }
      return nil
    }
    if let alike = standIn(LayerKind.alike(layer.type)) { return alike }
    if let roofline = platform.roofline(of: layer.type) {
      let time = roofline.latency(
        of: layer,
        activationBits: platform.activationBits,
        weightBits: platform.weightBits
      )
      return result(time.times(share), .standIn, "*")
    }
    if let distant = standIn(LayerKind.distant(layer.type)) { return distant }
    throw EdgeDeploymentError.nothingKnown(platform: platform.id, type: layer.type)
  }
}

extension PlatformModel {
  /// The time of a layer from what is known of its own type.
  func ownLatency(of layer: Layer) -> (latency: Duration, method: LatencyEstimate.Method)? {
    if let model = models?.first(where: { $0.describes(layer) }) { return (model.latency(of: layer), .fitted) }
    guard let roofline = rooflines.first(where: { $0.type == layer.type })?.roofline else { return nil }
    return (roofline.latency(of: layer, activationBits: activationBits, weightBits: weightBits), .roofline)
  }

  /// The part of its own time that a layer costs behind another.
  func share(of type: String, after: String?) -> Double {
    let measured = executedShares ?? []
    // An activation that was never measured is fused like the ones that were.
    let alike = LayerKind.activations.contains(type) ? [type, "Relu"] : [type]
    for type in alike {
      if let found = measured.first(where: { $0.type == type && $0.after == after ?? "" }) {
        return min(max(found.share, 0), 1)
      }
    }
    return FusionRules.share(of: type, after: after)
  }
}
