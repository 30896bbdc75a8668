public import Quantities

/// The cuts of a network between a node and a server.
///
/// E = sum over the layers before the cut of E_P + E_C(bytes that cross), after Krug and O'Nils (IEEE Access 7, 2019). The
/// result is needed on the server, so a cut behind the last layer sends the result.
public struct Partition: Sendable {
  /// What a partition is chosen by.
  public enum Objective: String, CaseIterable, Sendable {
    /// The node's energy.
    case energy
    /// The delay.
    case delay
  }
  /// The cuts, from all on the server to all on the node.
  public let cuts: [Cut]

  /// Costs every cut along the order in which the layers run.
  ///
  /// - Parameters:
  ///   - graph: the network.
  ///   - node: the latency on the node.
  ///   - nodePower: what the node's processor draws while it computes.
  ///   - server: the latency on the server.
  ///   - link: the link from node to server.
  ///   - bits: of a value that crosses, 1 to 32; the image itself always crosses with 8.
  ///   - compressed: bytes of each layer's output after compression, measured, by the layer's name; nil for sizes only.
  public init(
    of graph: LayerGraph,
    node: LatencyEstimate,
    nodePower: Power,
    server: LatencyEstimate,
    link: RadioLink,
    bits: Int,
    compressed: [String: Int]? = nil
  ) {
    let children = graph.children
    let places = Dictionary(graph.layers.enumerated().map { ($1.name, $0) }) { first, _ in first }
    var nodeTime = Duration.zero
    var serverTime = server.latency
    var cuts: [Cut] = []
    for before in 0...graph.layers.count {
      if before > 0 {
        nodeTime += node.layers[before - 1].latency
        serverTime -= server.layers[before - 1].latency
      }
      let run = graph.layers[..<before]
      // Inputs of the network are the node's camera: what is not yet run still has to be sent.
      let sources = graph.layers[before...].filter { $0.parents.isEmpty }
      var crossing = sources
      var edges = sources.count
      for layer in run {
        let beyond = (children[layer.name] ?? []).count { places[$0, default: 0] >= before }
        edges += beyond
        // What nobody reads is a result.
        if beyond > 0 || children[layer.name] == nil { crossing.append(layer) }
      }
      let values = crossing.reduce(0) { $0 + $1.output.count }
      func size(_ layer: Layer) -> Int {
        (layer.output.count * (layer.parents.isEmpty ? min(8, bits) : bits) + 7) / 8
      }
      let sizeBytes = crossing.reduce(0) { $0 + size($1) }
      let bytes = crossing.reduce(0) { $0 + (compressed?[$1.name] ?? size($1)) }
      let airtime = link.airtime(bytes: bytes)
      cuts.append(
        Cut(
          layersBefore: before,
          after: run.last?.name,
          crossing: crossing.map(\.name),
          edges: edges,
          values: values,
          sizeBytes: sizeBytes,
          bytes: bytes,
          nodeTime: nodeTime,
          transfer: airtime.delay,
          serverTime: before == graph.layers.count ? .zero : serverTime,
          processing: nodePower * nodeTime,
          communication: airtime.energy(link.power)
        )
      )
    }
    self.cuts = cuts
  }

  /// The best cut under limits.
  ///
  /// - Throws: `EdgeDeploymentError.noCut` where none meets the limits; it says which limit is how far off.
  public func best(by objective: Objective, maximumDelay: Duration?, maximumEnergy: Energy?) throws -> Cut {
    let feasible = cuts.filter {
      $0.delay <= maximumDelay ?? $0.delay && $0.energy <= maximumEnergy ?? $0.energy
    }
    func cost(_ cut: Cut) -> (Double, Double) {
      let both = (cut.energy.joules, cut.delay.inSeconds)
      return objective == .energy ? both : (both.1, both.0)
    }
    if let best = feasible.min(by: { cost($0) < cost($1) }) { return best }
    let within = cuts.filter { $0.energy <= maximumEnergy ?? $0.energy }.map(\.delay).min()
    let inTime = cuts.filter { $0.delay <= maximumDelay ?? $0.delay }.map(\.energy).min()
    // Where no cut meets either limit both give way: to the cut that exceeds them by the least factors.
    func excess(_ cut: Cut) -> Double {
      let (delay, energy) = (maximumDelay ?? cut.delay, maximumEnergy ?? cut.energy)
      return max(cut.delay / delay, cut.energy / energy)
    }
    let nearest = cuts.min { excess($0) < excess($1) }
    throw EdgeDeploymentError.noCut(
      leastDelayMs: (within ?? nearest?.delay ?? .zero).inSeconds * 1000,
      leastEnergyJ: (inTime ?? nearest?.energy ?? .zero).joules,
      delayIsMet: inTime != nil,
      energyIsMet: within != nil
    )
  }
}
