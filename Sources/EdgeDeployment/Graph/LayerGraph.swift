/// A network as a graph of layers without cycles.
public struct LayerGraph: Sendable {
  /// The network's name.
  public let name: String
  /// The layers, each behind those that feed it.
  public let layers: [Layer]
  /// What was read otherwise than it is written, as sentences.
  public let notices: [String]
  /// The names and types of layers whose cost is not known, because their shapes are not; they are no part of `layers`.
  public let unknown: [UnknownLayer]

  /// A layer whose shapes are not known.
  public struct UnknownLayer: Sendable, Hashable {
    /// Its name.
    public let name: String
    /// Its type, as its file calls it.
    public let type: String

    /// Names a layer.
    public init(name: String, type: String) {
      self.name = name
      self.type = type
    }
  }

  /// Makes a graph.
  ///
  /// - Parameters:
  ///   - name: the network's name.
  ///   - layers: in any order.
  ///   - unknown: layers whose shapes are not known.
  /// - Throws: `EdgeDeploymentError` where a layer is fed by one that is missing, where layers feed themselves in a
  ///   circle, or where a size is zero.
  public init(name: String, layers: [Layer], unknown: [UnknownLayer] = []) throws {
    guard !layers.isEmpty else { throw EdgeDeploymentError.emptyGraph(network: name) }
    if let bad = layers.first(where: { !$0.isSound }) {
      throw EdgeDeploymentError.unsoundShape(network: name, layer: bad.name)
    }
    let sorted = try Self.sorted(layers, network: name)
    let repaired = GroupedConvolutions.repaired(sorted)
    self.name = name
    self.layers = repaired.layers
    notices = repaired.notices + Self.notice(of: unknown)
    self.unknown = unknown
  }

  private static func notice(of unknown: [UnknownLayer]) -> [String] {
    guard let first = unknown.first else { return [] }
    let types = Set(unknown.map(\.type)).sorted().joined(separator: ", ")
    return [
      "The cost of \(unknown.count) layer(s) is not known and no part of the sums, because their shapes are not "
        + "(\(types); the first is '\(first.name)')."
    ]
  }

  /// Layers in an order in which each follows what feeds it (Kahn's algorithm).
  private static func sorted(_ layers: [Layer], network: String) throws -> [Layer] {
    var places: [String: Int] = [:]
    for (index, layer) in layers.enumerated() {
      guard places.updateValue(index, forKey: layer.name) == nil else {
        throw EdgeDeploymentError.repeatedLayer(network: network, layer: layer.name)
      }
    }
    var children = [[Int]](repeating: [], count: layers.count)
    var open = [Int](repeating: 0, count: layers.count)
    for (index, layer) in layers.enumerated() {
      for parent in layer.parents {
        guard let place = places[parent] else {
          throw EdgeDeploymentError.missingParent(network: network, layer: layer.name, parent: parent)
        }
        children[place].append(index)
        open[index] += 1
      }
    }
    var ready = open.indices.filter { open[$0] == 0 }
    var result: [Layer] = []
    var next = 0
    while next < ready.count {
      let index = ready[next]
      next += 1
      result.append(layers[index])
      for child in children[index] {
        open[child] -= 1
        if open[child] == 0 { ready.append(child) }
      }
    }
    if let stuck = open.firstIndex(where: { $0 > 0 }) {
      throw EdgeDeploymentError.cycle(network: network, layer: layers[stuck].name)
    }
    return result
  }

  /// Multiplications with additions of all layers.
  public var multiplyAdds: Int { layers.reduce(0) { $0 + $1.multiplyAdds } }

  /// Weights of all layers.
  public var weights: Int { layers.reduce(0) { $0 + $1.weights } }

  /// Who feeds on each layer, by name.
  var children: [String: [String]] {
    var children: [String: [String]] = [:]
    for layer in layers { for parent in layer.parents { children[parent, default: []].append(layer.name) } }
    return children
  }
}
