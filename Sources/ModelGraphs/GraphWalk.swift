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
      if let name = node.output.first, let value = Constant(node: node) { constants[name] = value }
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
    try run(graph.node)
  }

  private mutating func run(_ all: [OnnxNode]) throws {
    let nodes = all.filter { $0.opType != "Constant" || $0.output.first.map { constants[$0] == nil } ?? true }
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
        try add(nodes[index])
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

  private mutating func add(_ node: OnnxNode) throws {
    let input = ShapeRules.Input(
      operation: node.opType,
      attributes: NodeAttributes(node),
      shapes: node.input.map { $0.isEmpty ? nil : shape(of: $0) },
      constants: node.input.map { constants[$0] },
      outputCount: node.output.count
    )
    if node.opType == "If", try follow(node, input) { return }
    let found = zip(node.output, ShapeRules.shapes(of: input)).map { name, shape in
      Dimensions.checked(shape) ?? stated[name]
    }
    let output = found.first ?? nil
    let values = ConstantFolding.values(of: input, shapes: found)
    for (index, name) in node.output.enumerated() {
      shapes.updateValue(values[index]?.shape ?? found[index], forKey: name)
      if let value = values[index] { constants[name] = value }
    }
    var parameters = 0
    for name in node.input where !counted.contains(name) {
      guard let constant = constants[name], Self.learns(node.opType) else { continue }
      counted.insert(name)
      parameters += Dimensions.product(constant.shape.map { max(0, $0) }).map { min($0, Dimensions.most) } ?? 0
    }
    let changing = node.input.filter { !$0.isEmpty && constants[$0] == nil }
    let weights = input.constants.reduce(0) { sum, constant in
      guard let constant, constant.shape.count > 1, Self.multiplies(node.opType) else { return sum }
      return min(Dimensions.most, sum + (Dimensions.product(constant.shape.map { max(0, $0) }) ?? Dimensions.most))
    }
    layers.append(
      ModelLayer(
        name: Self.name(of: node),
        operation: node.opType,
        inputs: changing,
        inputShapes: changing.map { shape(of: $0) },
        outputs: node.output,
        outputShape: node.output.first.flatMap { shape(of: $0) },
        multiplyAdds: values.contains { $0 != nil } ? 0 : Self.multiplyAdds(input, output: output),
        weightCount: weights,
        isConstant: !node.output.isEmpty && values.allSatisfy { $0 != nil },
        parameterCount: parameters,
        kernel: ShapeRules.kernel(input),
        dilation: max(1, input.attributes.integers("dilations")?.max() ?? 1),
        groups: max(1, input.attributes.integer("group") ?? 1)
      )
    )
  }

  /// Goes on with the branch that a constant condition chooses; false where the condition is not known.
  private mutating func follow(_ node: OnnxNode, _ input: ShapeRules.Input) throws -> Bool {
    guard let condition = input.constant(0)?.integers?.first,
      let branch = input.attributes.graph(condition != 0 ? "then_branch" : "else_branch"),
      branch.output.count == node.output.count
    else { return false }
    for tensor in branch.initializer { constants[tensor.name] = Constant(tensor) }
    for inner in branch.node where inner.opType == "Constant" {
      if let name = inner.output.first, let value = Constant(node: inner) { constants[name] = value }
    }
    try run(branch.node)
    for (inner, outer) in zip(branch.output, node.output) {
      shapes.updateValue(shape(of: inner.name), forKey: outer)
      if let value = constants[inner.name] { constants[outer] = value }
    }
    layers.append(
      ModelLayer(
        name: Self.name(of: node),
        operation: "Identity",
        inputs: branch.output.map(\.name).filter { constants[$0] == nil },
        inputShapes: branch.output.filter { constants[$0.name] == nil }.map { shape(of: $0.name) },
        outputs: node.output,
        outputShape: node.output.first.flatMap { shape(of: $0) },
        multiplyAdds: 0,
        weightCount: 0,
        isConstant: node.output.allSatisfy { constants[$0] != nil },
        parameterCount: 0,
        kernel: nil,
        dilation: 1,
        groups: 1
      )
    )
    return true
  }

  /// Whether an operation multiplies what goes in with weights.
  private static func multiplies(_ operation: String) -> Bool {
    products.contains(operation) || ["LSTM", "GRU", "RNN", "Einsum"].contains(operation)
  }

  private static let products: Set<String> = [
    "Conv", "ConvTranspose", "QLinearConv", "ConvInteger", "Gemm", "MatMul", "MatMulInteger", "QLinearMatMul",
  ]

  /// Operations without products, whatever their shapes.
  private static let idle: Set<String> = ["NonZero", "NonMaxSuppression", "Unique", "Compress", "Constant", "Range"]

  /// Whether constants of an operation are learnt, and not settings such as sizes.
  private static func learns(_ operation: String) -> Bool {
    ![
      "Resize", "Upsample", "Reshape", "Clip", "Pad", "Slice", "Squeeze", "Unsqueeze", "Gather", "Expand", "Tile",
      "QuantizeLinear", "DequantizeLinear", "Split", "TopK", "ConstantOfShape", "Range", "OneHot", "Where", "GatherND",
      "GatherElements", "CumSum", "Trilu", "Shape", "Size",
    ].contains(operation) && !operation.hasPrefix("Reduce")
  }

  /// The products of convolutions and matrices; zero for all else, nil where a shape is not known.
  private static func multiplyAdds(_ input: ShapeRules.Input, output: [Int]?) -> Int? {
    let weights = ShapeRules.weights(of: input)
    switch input.operation {
    case "Conv", "QLinearConv", "ConvInteger":
      // The weights are [out, in / groups, rows, columns].
      return output.flatMap { output in weights.flatMap { Dimensions.product(output + $0.dropFirst()) } }
    case "ConvTranspose":
      // The weights are [in, out / groups, rows, columns], and each place that goes in meets all of its channel's.
      return input.shape.flatMap { shape in weights.flatMap { Dimensions.product(shape + $0.dropFirst()) } }
    case "Gemm", "MatMul", "MatMulInteger", "QLinearMatMul":
      guard let output, let first = input.shape, let last = first.last else { return nil }
      let depth = input.attributes.integer("transA") == 1 ? first[0] : last
      return Dimensions.product(output + [depth])
    case "LSTM", "GRU", "RNN": return Recurrence(input)?.multiplyAdds
    case "Einsum": return EinsteinSum(input)?.multiplyAdds
    default:
      // What an operation without a rule computes nobody knows here.
      return ShapeRules.knows(input.operation) || idle.contains(input.operation) ? 0 : nil
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
