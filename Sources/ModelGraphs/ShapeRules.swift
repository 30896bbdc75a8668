/// What shape an operation gives (the operators' definitions at onnx.ai).
enum ShapeRules {
  /// What an operation is given.
  struct Input {
    let operation: String
    let attributes: NodeAttributes
    /// The shapes of all inputs, constants too; nil where one is left out or not known.
    let shapes: [[Int]?]
    /// The inputs that are constants.
    let constants: [Constant?]
    /// How many outputs it has.
    var outputCount = 1

    /// The shape of the input that the operation changes.
    var shape: [Int]? { shapes.first ?? nil }
    func constant(_ index: Int) -> Constant? { index < constants.count ? constants[index] : nil }
  }

  /// Operations that change numbers and no shape.
  private static let keeping: Set<String> = [
    "Relu", "LeakyRelu", "PRelu", "Elu", "Selu", "Celu", "Gelu", "Mish", "Sigmoid", "HardSigmoid", "HardSwish", "Clip",
    "Tanh", "Softmax", "LogSoftmax", "Softplus", "Softsign", "BatchNormalization", "InstanceNormalization",
    "LayerNormalization", "GroupNormalization", "LpNormalization", "LRN", "Dropout", "Identity", "Cast", "Erf", "Exp",
    "Log", "Sqrt", "Abs", "Neg", "Floor", "Ceil", "Round", "Not", "Reciprocal", "QuantizeLinear", "DequantizeLinear",
    "DynamicQuantizeLinear", "ThresholdedRelu", "Swish", "Sign", "Sin", "Cos", "Tan", "Asin", "Acos", "Atan", "Sinh",
    "Cosh", "Asinh", "Acosh", "Atanh", "IsNaN", "IsInf", "CumSum", "Trilu", "Hardmax", "Shrink", "RMSNormalization",
    "MeanVarianceNormalization", "ScatterND", "ScatterElements", "CastLike", "ReverseSequence", "FastGelu", "QuickGelu",
  ]
  /// Operations on two or more tensors, element by element.
  private static let elementwise: Set<String> = [
    "Add", "Sub", "Mul", "Div", "Pow", "Max", "Min", "Mean", "Sum", "And", "Or", "Equal", "Greater", "Less", "Where",
    "GreaterOrEqual", "LessOrEqual", "Xor", "Mod", "BitShift", "BitwiseAnd", "BitwiseOr", "BitwiseXor",
  ]

  /// Whether there is a rule for an operation.
  static func knows(_ operation: String) -> Bool {
    keeping.contains(operation) || elementwise.contains(operation) || operation.hasPrefix("Reduce")
      || firstOutput.contains(operation) || several.contains(operation)
  }

  private static let firstOutput: Set<String> = [
    "Conv", "QLinearConv", "ConvInteger", "ConvTranspose", "MaxPool", "AveragePool", "LpPool", "GlobalAveragePool",
    "GlobalMaxPool", "GlobalLpPool", "Concat", "Resize", "Upsample", "Transpose", "Flatten", "Reshape", "Gemm",
    "MatMul",
    "MatMulInteger", "QLinearMatMul", "Pad", "Slice", "Squeeze", "Unsqueeze", "Expand", "Gather", "GatherElements",
    "GatherND", "Tile", "Shape", "Size", "Range", "ConstantOfShape", "DepthToSpace", "SpaceToDepth", "ArgMax", "ArgMin",
    "Einsum", "OneHot", "GridSample",
  ]

  /// The shapes of all outputs; nil where there is no rule for one, or too little is known.
  static func shapes(of input: Input) -> [[Int]?] {
    let found = several.contains(input.operation) ? severalShapes(of: input) : [shape(of: input)]
    return Array(found.prefix(input.outputCount))
      + Array(repeating: nil, count: max(0, input.outputCount - found.count))
  }

  /// The shape of the first output; nil where there is no rule, or too little is known.
  private static func shape(of input: Input) -> [Int]? {
    if keeping.contains(input.operation) { return input.shape }
    if elementwise.contains(input.operation) {
      let shapes = input.shapes.compactMap { $0 }
      guard shapes.count == input.shapes.count, let first = shapes.first else { return nil }
      return shapes.dropFirst().reduce(first) { known, next in known.flatMap { Dimensions.broadcast($0, next) } }
    }
    switch input.operation {
    case "Conv", "QLinearConv", "ConvInteger": return windowed(input, channels: weights(of: input)?.first)
    case "ConvTranspose": return transposedConvolution(input)
    case "MaxPool", "AveragePool", "LpPool": return windowed(input, channels: input.shape?.dropFirst().first)
    case "GlobalAveragePool", "GlobalMaxPool", "GlobalLpPool":
      return input.shape.map { Array($0.prefix(2)) + Array(repeating: 1, count: max(0, $0.count - 2)) }
    case "Concat": return concatenated(input)
    case "Resize", "Upsample": return resized(input)
    case "Transpose": return transposed(input)
    case "Flatten": return flattened(input)
    case "Reshape": return reshaped(input)
    case "Gemm", "MatMul", "MatMulInteger", "QLinearMatMul": return product(input)
    case let operation where operation.hasPrefix("Reduce"): return reduced(input)
    case "Pad": return padded(input)
    default: return moved(input)
    }
  }

  /// Which input holds the weights of a product: quantised operations have scales and zero points between.
  static func weightPlace(of operation: String) -> Int { operation.hasPrefix("QLinear") ? 3 : 1 }

  /// The shape of the weights of a convolution or of the second factor of a product.
  static func weights(of input: Input) -> [Int]? {
    let place = weightPlace(of: input.operation)
    return place < input.shapes.count ? input.shapes[place] : nil
  }

  /// Convolution and pooling: out = (in + pads − dilation · (kernel − 1) − 1) / stride + 1, rounded down.
  private static func windowed(_ input: Input, channels: Int?) -> [Int]? {
    guard let shape = input.shape, shape.count > 2, let channels, let kernel = kernel(input) else { return nil }
    let count = shape.count - 2
    guard kernel.count == count else { return nil }
    let strides = input.attributes.integers("strides") ?? Array(repeating: 1, count: count)
    let dilations = input.attributes.integers("dilations") ?? Array(repeating: 1, count: count)
    let pads = input.attributes.integers("pads") ?? Array(repeating: 0, count: 2 * count)
    guard strides.count == count, dilations.count == count, pads.count == 2 * count, strides.allSatisfy({ $0 > 0 })
    else { return nil }
    let isSame = input.attributes.text("auto_pad")?.hasPrefix("SAME") ?? false
    let roundsUp = input.attributes.integer("ceil_mode") == 1
    let size = (0..<count).map { axis in
      if isSame { return (shape[axis + 2] + strides[axis] - 1) / strides[axis] }
      let room = shape[axis + 2] + pads[axis] + pads[axis + count] - dilations[axis] * (kernel[axis] - 1) - 1
      return (room + (roundsUp ? strides[axis] - 1 : 0)) / strides[axis] + 1
    }
    return [shape[0], channels] + size
  }

  /// The window of a convolution or pooling in rows and columns.
  static func kernel(_ input: Input) -> [Int]? {
    input.attributes.integers("kernel_shape")
      ?? (["Conv", "ConvTranspose", "QLinearConv", "ConvInteger"].contains(input.operation)
        ? weights(of: input).map { Array($0.dropFirst(2)) } : nil)
  }

  private static func transposedConvolution(_ input: Input) -> [Int]? {
    guard let shape = input.shape, shape.count > 2, input.shapes.count > 1, let weights = input.shapes[1],
      weights.count == shape.count, let kernel = kernel(input)
    else { return nil }
    let count = shape.count - 2
    let strides = input.attributes.integers("strides") ?? Array(repeating: 1, count: count)
    let pads = input.attributes.integers("pads") ?? Array(repeating: 0, count: 2 * count)
    let extra = input.attributes.integers("output_padding") ?? Array(repeating: 0, count: count)
    guard kernel.count == count, strides.count == count, pads.count == 2 * count, extra.count == count else {
      return nil
    }
    let size = (0..<count).map {
      (shape[$0 + 2] - 1) * strides[$0] + kernel[$0] + extra[$0] - pads[$0] - pads[$0 + count]
    }
    return [shape[0], weights[1] * (input.attributes.integer("group") ?? 1)] + size
  }

  private static func concatenated(_ input: Input) -> [Int]? {
    let shapes = input.shapes.compactMap { $0 }
    guard var shape = shapes.first, shapes.count == input.shapes.count, let axis = input.attributes.integer("axis"),
      let place = index(axis, of: shape.count)
    else { return nil }
    for other in shapes.dropFirst() {
      guard other.count == shape.count else { return nil }
      shape[place] += other[place]
    }
    return shape
  }

  private static func resized(_ input: Input) -> [Int]? {
    guard let shape = input.shape else { return nil }
    let sizes = input.operation == "Resize" ? input.constant(3)?.integers : nil
    if let sizes, sizes.count == shape.count { return sizes }
    let place = input.operation == "Resize" && input.shapes.count > 2 ? 2 : 1
    let scales = input.constant(place)?.numbers ?? input.attributes.numbers("scales")
    guard let scales, scales.count == shape.count else { return nil }
    return zip(shape, scales).map { size, scale in
      let scaled = (Double(size) * scale).rounded(.down)
      return scaled <= Double(Dimensions.most) ? Int(exactly: scaled) ?? 0 : 0
    }
  }

  private static func transposed(_ input: Input) -> [Int]? {
    guard let shape = input.shape else { return nil }
    let order = input.attributes.integers("perm") ?? shape.indices.reversed()
    guard order.sorted() == Array(shape.indices) else { return nil }
    return order.map { shape[$0] }
  }

  private static func flattened(_ input: Input) -> [Int]? {
    guard let shape = input.shape else { return nil }
    let axis = input.attributes.integer("axis") ?? 1
    guard axis >= 0, axis <= shape.count, let first = Dimensions.product(Array(shape[..<axis])),
      let second = Dimensions.product(Array(shape[axis...]))
    else { return nil }
    return [first, second]
  }

  private static func reshaped(_ input: Input) -> [Int]? {
    guard let shape = input.shape, let wanted = input.constant(1)?.integers else { return nil }
    var result = wanted.enumerated().map { $1 == 0 && $0 < shape.count ? shape[$0] : $1 }
    guard let free = result.firstIndex(of: -1) else { return result }
    result[free] = 1
    guard let known = Dimensions.product(result), known > 0, let all = Dimensions.product(shape), all % known == 0
    else { return nil }
    result[free] = all / known
    return result
  }

  private static func product(_ input: Input) -> [Int]? {
    guard let first = input.shape, let second = weights(of: input), !first.isEmpty, !second.isEmpty else { return nil }
    if input.operation == "Gemm" {
      guard first.count == 2, second.count == 2 else { return nil }
      return [
        first[input.attributes.integer("transA") == 1 ? 1 : 0], second[input.attributes.integer("transB") == 1 ? 0 : 1],
      ]
    }
    guard let batch = Dimensions.broadcast(Array(first.dropLast(2)), Array(second.dropLast(2))) else { return nil }
    // A row of numbers is a matrix of one row, or of one column where it comes second; that dimension is left out again.
    return batch + (first.count > 1 ? [first[first.count - 2]] : [])
      + (second.count > 1 ? [second[second.count - 1]] : [])
  }

  private static func reduced(_ input: Input) -> [Int]? {
    guard let shape = input.shape else { return nil }
    let stated = input.attributes.integers("axes") ?? input.constant(1)?.integers
    if stated ?? [] == [], input.attributes.integer("noop_with_empty_axes") == 1 { return shape }
    // Axes that are computed from an image are not known here.
    if stated == nil, input.shapes.dropFirst().contains(where: { $0 != nil }) { return nil }
    let axes = stated ?? Array(shape.indices)
    let places = axes.compactMap { index($0, of: shape.count) }
    guard places.count == axes.count else { return nil }
    let keeps = input.attributes.integer("keepdims") != 0
    return shape.indices.compactMap { places.contains($0) ? (keeps ? 1 : nil) : shape[$0] }
  }

  private static func padded(_ input: Input) -> [Int]? {
    guard let shape = input.shape, let pads = input.attributes.integers("pads") ?? input.constant(1)?.integers,
      pads.count == 2 * shape.count, pads.allSatisfy({ abs($0) <= 1_000_000 })
    else { return nil }
    return shape.indices.map { shape[$0] + pads[$0] + pads[$0 + shape.count] }
  }

  /// An axis counted from the front; nil where there is none such.
  static func index(_ axis: Int, of count: Int) -> Int? {
    let place = axis < 0 ? axis + count : axis
    return (0..<count).contains(place) ? place : nil
  }
}
