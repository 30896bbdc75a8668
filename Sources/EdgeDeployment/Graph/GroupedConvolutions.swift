/// Depthwise convolutions that a file writes as full ones.
///
/// Converters of Caffe models drop the number of groups. In an inverted bottleneck (a 1 x 1 convolution that widens, a
/// larger kernel on as many channels, a 1 x 1 convolution that narrows) the middle is always depthwise; a ResNet's
/// bottleneck narrows before it, so the two cannot be confused.
enum GroupedConvolutions {
  static func repaired(_ layers: [Layer]) -> (layers: [Layer], notices: [String]) {
    let byName = Dictionary(layers.map { ($0.name, $0) }) { first, _ in first }
    var children: [String: [Layer]] = [:]
    for layer in layers { for parent in layer.parents { children[parent, default: []].append(layer) } }

    func isPassive(_ layer: Layer) -> Bool {
      ["BatchNorm", "DataInput"].contains(layer.type) || LayerKind.activations.contains(layer.type)
    }
    func source(of layer: Layer) -> Layer? {
      var current = layer.parents.first.flatMap { byName[$0] }
      while let layer = current, isPassive(layer), let parent = layer.parents.first { current = byName[parent] }
      return current
    }
    func target(of layer: Layer) -> Layer? {
      var current = layer
      while let only = children[current.name], only.count == 1 {
        current = only[0]
        if !isPassive(current) { return current }
      }
      return nil
    }
    let candidates = layers.filter { layer in
      guard layer.type == "Conv", layer.work == nil, layer.kernelArea > 1,
        layer.input.channels == layer.output.channels,
        let next = target(of: layer), next.type == "Conv", next.kernelArea == 1
      else { return false }
      return next.output.channels < next.input.channels
    }
    let inverted = candidates.filter { layer in
      guard let before = source(of: layer), before.type == "Conv", before.kernelArea == 1 else { return false }
      return before.output.channels > before.input.channels
    }
    guard !inverted.isEmpty else { return (layers, []) }
    // Where a network is made of such blocks, its first one has no widening convolution but the stem before it.
    let stems = candidates.filter { source(of: $0)?.input.channels ?? 9 <= 3 }
    let names = Set((inverted + stems).map(\.name))
    let notice =
      "\(names.count) convolutions are taken as depthwise, the file writes them as full ones between a widening and a "
      + "narrowing 1 x 1 convolution."
    return (layers.map { names.contains($0.name) ? $0.retyped("DepthwiseConv") : $0 }, [notice])
  }
}
