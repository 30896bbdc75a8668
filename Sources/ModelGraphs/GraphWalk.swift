import OnnxMessages

/// The way through a graph, from its inputs on, on which each layer learns its shapes.
struct GraphWalk {
  private(set) var inputs: [ModelGraph.Port] = []
  private(set) var layers: [ModelLayer] = []
  private let graph: OnnxGraph
  private let path: String
  private var constants: [String: Constant]
  /// The tensors that are made so far; the value is nil where a tensor's shape is not known.
  private var shapes: [String: [Int]?] = [:]
  /// The shapes that the file states for tensors inside.
  private var stated: [String: [Int]] = [:]
  /// The constants whose parameters a layer counts already.
  private var counted: Set<String> = []

  init(_ graph: OnnxGraph, path: String, resolution: (rows: Int, columns: Int)?) throws {
    self.graph = graph
    self.path = path
    constants = Dictionary(
      graph.initializer.map { ($0.name, Constant($0)) },
      uniquingKeysWith: { first, _ in first }
    )
    for node in graph.node where node.opType == "Constant" {
      guard let value = node.attribute.first(where: { $0.name == "value" }), let name = node.output.first else {
        continue
      }
      constants[name] = Constant(value.t)
    }
    for (index, input) in graph.input.filter({ constants[$0.name] == nil }).enumerated() {
      var shape = Self.shape(of: input)
      if index == 0, let resolution {
        guard let known = shape, known.count == 4 else { throw ModelGraphError.noImageInput(path: path) }
        shape = [known[0], known[1], resolution.rows, resolution.columns]
      }
      let checked = Dimensions.checked(shape)
      shapes[input.name] = checked
      if checked == nil { shapes.updateValue(nil, forKey: input.name) }
      inputs.append(Self.port(input, shape: checked))
    }
    // With another resolution the sizes that the file states inside no longer hold.
    guard resolution == nil else { return }
    for value in graph.valueInfo + graph.output {
      if let shape = Dimensions.checked(Self.shape(of: value)) { stated[value.name] = shape }
    }
  }

  /// Goes through all layers, in the order of the file where that is possible.
  mutating func run() throws {
    let nodes = graph.node.filter { $0.opType != "Constant" }
    var isDone = [Bool](repeating: false, count: nodes.count)
    // Who waits for a tensor; one that is made twice wakes nobody twice.
    var waiting: [String: [Int]] = [:]
    for start in nodes.indices {
      var ready = [start]
      while let index = ready.popLast() {
        guard !isDone[index] else { continue }
        if let missing = nodes[index].input.first(where: { !isKnown($0) }) {
          waiting[missing, default: []].append(index)
          continue
        }
        add(nodes[index])
        isDone[index] = true
        for name in nodes[index].output { ready += (waiting.removeValue(forKey: name) ?? []).reversed() }
      }
    }
    if let late = isDone.firstIndex(of: false) {
      throw ModelGraphError.cycle(path: path, layer: Self.name(of: nodes[late]))
    }
  }

  private func isKnown(_ tensor: String) -> Bool {
    tensor.isEmpty || shapes[tensor] != nil || constants[tensor] != nil
  }

  /// The shape of a tensor; nil where it is not known.
  func shape(of tensor: String) -> [Int]? { shapes[tensor] ?? constants[tensor]?.shape }

  private mutating func add(_ node: OnnxNode) {
    let input = ShapeRules.Input(
      operation: node.opType,
      attributes: NodeAttributes(node),
      shapes: node.input.map { $0.isEmpty ? nil : shape(of: $0) },
      constants: node.input.map { constants[$0] }
    )
    let first = node.output.first ?? ""
    let output = Dimensions.checked(ShapeRules.shape(of: input)) ?? stated[first]
    for (index, name) in node.output.enumerated() {
      shapes.updateValue(index == 0 ? output : stated[name], forKey: name)
    }
    var parameters = 0
    for name in node.input where !counted.contains(name) {
      guard let constant = constants[name], Self.learns(node.opType) else { continue }
      counted.insert(name)
      parameters += Dimensions.product(constant.shape.map { max(0, $0) }).map { min($0, Dimensions.most) } ?? 0
    }
    layers.append(
      ModelLayer(
        name: Self.name(of: node),
        operation: node.opType,
        inputs: node.input.filter { !$0.isEmpty && constants[$0] == nil },
        outputs: node.output,
        outputShape: output,
        multiplyAdds: Self.multiplyAdds(input, output: output),
        parameterCount: parameters,
        kernel: ShapeRules.kernel(input),
        dilation: max(1, input.attributes.integers("dilations")?.max() ?? 1),
        groups: max(1, input.attributes.integer("group") ?? 1)
      )
    )
  }

  /// Whether constants of an operation are learnt, and not settings such as sizes.
  private static func learns(_ operation: String) -> Bool {
    ![
      "Resize", "Upsample", "Reshape", "Clip", "Pad", "Slice", "Squeeze", "Unsqueeze", "Gather", "Expand", "Tile",
      "QuantizeLinear", "DequantizeLinear",
    ].contains(operation) && !operation.hasPrefix("Reduce")
  }

  /// The products of convolutions and matrices; zero for all else, nil where a shape is not known.
  private static func multiplyAdds(_ input: ShapeRules.Input, output: [Int]?) -> Int? {
    let weights = input.shapes.count > 1 ? input.shapes[1] : nil
    switch input.operation {
    case "Conv":
      // The weights are [out, in / groups, rows, columns].
      return output.flatMap { output in weights.flatMap { Dimensions.product(output + $0.dropFirst()) } }
    case "ConvTranspose":
      // The weights are [in, out / groups, rows, columns], and each place that goes in meets all of its channel's.
      return input.shape.flatMap { shape in weights.flatMap { Dimensions.product(shape + $0.dropFirst()) } }
    case "Gemm", "MatMul":
      guard let output, let first = input.shape, let last = first.last else { return nil }
      let depth = input.attributes.integer("transA") == 1 ? first[0] : last
      return Dimensions.product(output + [depth])
    default:
      return 0
    }
  }

  private static func name(of node: OnnxNode) -> String {
    node.name.isEmpty ? node.output.first ?? node.opType : node.name
  }

  /// A tensor that goes in or comes out.
  static func port(_ value: OnnxValueInfo, shape: [Int]?) -> ModelGraph.Port {
    ModelGraph.Port(
      name: value.name,
      shape: shape,
      dimensions: value.type.tensorType.shape.dim.map { $0.dimValue > 0 ? Int(clamping: $0.dimValue) : nil },
      isFloat: value.type.tensorType.elemType == 1
    )
  }

  /// The stated shape of a tensor; a batch that is left open is one image.
  private static func shape(of value: OnnxValueInfo) -> [Int]? {
    guard value.type.tensorType.hasShape else { return nil }
    let dimensions = value.type.tensorType.shape.dim
    return dimensions.enumerated().map { index, dimension in
      let isOpen = !dimension.hasDimValue || dimension.dimValue < 1
      return isOpen ? (index == 0 ? 1 : 0) : Int(clamping: dimension.dimValue)
    }
  }
}
