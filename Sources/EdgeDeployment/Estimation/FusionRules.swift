/// Which layers cost nothing because they are computed together with the one before.
enum FusionRules {
  /// The part of a layer's own time that it costs behind a layer of some type, where nothing was measured.
  static func share(of type: String, after previous: String?) -> Double {
    if LayerKind.free.contains(type) || type == "BatchNorm" || type == "Pad" { return 0 }
    if LayerKind.activations.contains(type), let previous, LayerKind.weighted.contains(previous) { return 0 }
    return 1
  }

  /// The type behind which each layer stands, by name; layers that only pass on are looked through.
  static func predecessors(in graph: LayerGraph) -> [String: String] {
    var through: [String: String] = [:]
    var result: [String: String] = [:]
    for layer in graph.layers {
      let before = layer.parents.first.flatMap { through[$0] }
      if let before { result[layer.name] = before }
      let passesOn =
        LayerKind.free.contains(layer.type) || ["BatchNorm", "Pad"].contains(layer.type)
        || (layer.type == "DataInput" && !layer.parents.isEmpty)
      through[layer.name] = passesOn ? before ?? layer.type : layer.type
    }
    return result
  }
}
