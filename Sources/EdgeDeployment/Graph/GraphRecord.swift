/// A graph file: ANNETTE's layers by name, or our own list.
///
/// ANNETTE (github.com/embedded-machine-learning/annette) keys the layers by name and states every shape. Our own form is a
/// list in which shapes follow from kernels and strides, so that it can be written by hand:
/// `{"name": "tiny", "layers": [{"name": "image", "type": "DataInput", "output_shape": [64, 64, 3]},
/// {"name": "c1", "type": "Conv", "parents": ["image"], "kernel": [3, 3], "stride": 2, "filters": 16}]}`.
public struct GraphRecord: Decodable, Sendable {
  /// The network's name.
  public let name: String?
  private let layers: [LayerRecord]

  private enum Key: String, CodingKey { case name, layers }

  /// Reads either form.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    name = try container.decodeIfPresent(String.self, forKey: .name)
    if let list = try? container.decode([LayerRecord].self, forKey: .layers) {
      layers = list
    } else {
      let named = try container.decode([String: LayerRecord].self, forKey: .layers)
      // Sorted, so that the same file gives the same order everywhere.
      layers = named.sorted { $0.key < $1.key }.map { key, record in
        var record = record
        record.name = key
        return record
      }
    }
  }

  /// The graph.
  ///
  /// - Parameter fallbackName: the network's name where the file has none.
  /// - Returns: the checked graph.
  /// - Throws: `EdgeDeploymentError`.
  public func graph(fallbackName: String) throws -> LayerGraph {
    let network = name ?? fallbackName
    var done: [String: Layer] = [:]
    var result: [Layer] = []
    // Own graphs may be written in any order, and a shape follows from its parents' shapes.
    var children: [String: [Int]] = [:]
    var missing = layers.map { Set($0.isComplete ? [] : $0.parentNames).count }
    for (index, record) in layers.enumerated() where !record.isComplete {
      for parent in Set(record.parentNames) { children[parent, default: []].append(index) }
    }
    var ready = missing.indices.filter { missing[$0] == 0 }
    while !ready.isEmpty {
      var next: Set<Int> = []
      for index in ready {
        let record = layers[index]
        let layer = try record.layer(network: network, parents: record.parentNames.compactMap { done[$0] })
        // Checked at once: the shapes of others follow from it.
        guard layer.isSound else { throw EdgeDeploymentError.unsoundShape(network: network, layer: layer.name) }
        done[layer.name] = layer
        result.append(layer)
        // A second layer of the same name, which is refused below, feeds nobody.
        for child in children.removeValue(forKey: layer.name) ?? [] {
          missing[child] -= 1
          if missing[child] == 0 { next.insert(child) }
        }
      }
      ready = next.sorted()
    }
    if let stuck = missing.firstIndex(where: { $0 > 0 }).map({ layers[$0] }) {
      let known = Set(layers.compactMap(\.name))
      if let missing = stuck.parentNames.first(where: { !known.contains($0) }) {
        throw EdgeDeploymentError.missingParent(network: network, layer: stuck.name ?? "", parent: missing)
      }
      throw EdgeDeploymentError.cycle(network: network, layer: stuck.name ?? "")
    }
    return try LayerGraph(name: network, layers: result)
  }
}
