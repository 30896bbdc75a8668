/// A graph with the measured time of each of its layers.
public struct MeasuredNetwork: Sendable {
  /// The graph.
  public let graph: LayerGraph
  /// The measured total.
  public let total: Duration
  /// What could not be brought together, as sentences.
  public let notices: [String]
  let layers: [MeasuredLayer]

  /// Brings a graph and a report together by the names of their layers.
  ///
  /// - Parameters:
  ///   - graph: the network.
  ///   - report: its measured times.
  public init(graph: LayerGraph, report: LatencyReport) {
    self.graph = graph
    total = report.total
    var times: [String: (latency: Duration, isMeasured: Bool)] = [:]
    var unmatched: [LatencyReport.Entry] = []
    let names = Dictionary(graph.layers.map { (Self.key($0.name), $0) }) { first, _ in first }
    for entry in report.entries {
      // A fused layer is listed under the names of all that went into it, with commas between them.
      let keys = entry.name.split(separator: ",").map { Self.key(String($0)) }
      if let layer = keys.compactMap({ names[$0] }).first {
        times[layer.name, default: (.zero, true)].latency += entry.latency
        for key in keys { if let layer = names[key], times[layer.name] == nil { times[layer.name] = (.zero, true) } }
      } else if entry.isExecuted, entry.latency > .zero {
        unmatched.append(entry)
      }
    }
    var lost = Duration.zero
    for entry in unmatched {
      if let layer = Self.home(of: entry, in: graph) {
        times[layer.name, default: (.zero, true)].latency += entry.latency
      } else {
        lost += entry.latency
      }
    }
    let predecessors = FusionRules.predecessors(in: graph)
    var missing = 0
    layers = graph.layers.compactMap { layer in
      let after = predecessors[layer.name]
      if let time = times[layer.name] { return MeasuredLayer(layer: layer, after: after, latency: time.latency) }
      // What a report leaves out was folded away, if it is of a type that can be.
      guard FusionRules.share(of: layer.type, after: after) < 1 || layer.type == "Concat" else {
        if layer.type != "DataInput" { missing += 1 }
        return nil
      }
      return MeasuredLayer(layer: layer, after: after, latency: .zero)
    }
    var notices: [String] = []
    if missing > 0 { notices.append("\(missing) layers of '\(graph.name)' are not in its report and teach nothing.") }
    if lost > .zero {
      let milliseconds = (lost / .milliseconds(1) * 1000).rounded() / 1000
      notices.append("\(milliseconds) ms of the report of '\(graph.name)' belong to no layer of the graph.")
    }
    self.notices = notices
  }

  /// Names differ in what the tools replace by an underscore.
  private static func key(_ name: String) -> String {
    String(name.map { "/-.".contains($0) ? "_" : $0 })
  }

  /// The layer that a line without one of its name belongs to.
  ///
  /// A compiler adds steps (`<name>/Transpose`), splits layers or drops the end of a name; what it adds at the input
  /// (`<Extra>`, the conversion of the image) is the input's.
  private static func home(of entry: LatencyReport.Entry, in graph: LayerGraph) -> Layer? {
    if entry.name.hasPrefix("<") { return graph.layers.first { $0.type == "DataInput" && $0.parents.isEmpty } }
    let wanted = key(entry.name)
    let longer = graph.layers.filter { key($0.name).hasPrefix(wanted + "_") }
    let type = LayerKind.canonical(entry.type)
    if let same = longer.first(where: { $0.type == type }) { return same }
    if let heaviest = longer.max(by: { $0.operations < $1.operations }) { return heaviest }
    return graph.layers.filter { wanted.hasPrefix(key($0.name) + "_") }.max { $0.name.count < $1.name.count }
  }
}
