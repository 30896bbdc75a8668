import EdgeDeployment

/// What follows from a node's inputs: its layer type, its kernel, the shape of its output.
struct ONNXShapeRule {
  let node: ONNXNode
  let inputs: [TensorShape]
  let constants: [String: ONNXTensor]

  /// The layer type; a convolution with a group for each channel is depthwise.
  var type: String {
    switch node.type {
    case "Conv": isDepthwise ? "DepthwiseConv" : "Conv"
    case "MaxPool", "AveragePool": "Pool"
    case "GlobalAveragePool", "GlobalMaxPool": "ReduceMean"
    case "Gemm", "MatMul": "FullyConnected"
    case "BatchNormalization": "BatchNorm"
    case "Upsample": "Resize"
    default: node.type
    }
  }

  private var isDepthwise: Bool {
    let groups = node.number("group", 1)
    return groups > 1 && groups == inputs[0].channels
  }

  private var weights: [Int] { node.inputs.count > 1 ? constants[node.inputs[1]]?.dimensions ?? [] : [] }

  /// Rows and columns of the kernel.
  var kernel: (height: Int, width: Int) {
    let sides = node.list("kernel_shape", weights.count == 4 ? Array(weights[2...]) : [1, 1])
    return sides.count == 2 ? (sides[0], sides[1]) : (1, 1)
  }

  /// Steps along rows and columns.
  var strides: [Int] {
    let steps = node.list("strides", [1, 1])
    return steps.count == 2 && steps.allSatisfy { 1...65_535 ~= $0 } ? steps : [1, 1]
  }

  /// The shape of the output; nil where it does not follow, or is beyond all bounds.
  var output: TensorShape? {
    guard let shape = shape else { return nil }
    let sides = [shape.height, shape.width, shape.channels]
    let isSound = sides.allSatisfy { 1..<(1 << 20) ~= $0 } && sides.reduce(1.0) { $0 * Double($1) } < 1e11
    return isSound ? shape : nil
  }

  private var shape: TensorShape? {
    let input = inputs[0]
    switch node.type {
    case "Conv":
      guard let filters = weights.first else { return nil }
      return slid(channels: filters)
    case "MaxPool", "AveragePool": return slid(channels: input.channels)
    case "ConvTranspose":
      guard weights.count == 4 else { return nil }
      let pads = node.list("pads", [0, 0, 0, 0])
      let extra = node.list("output_padding", [0, 0])
      guard pads.count == 4, extra.count == 2, (pads + extra).allSatisfy({ 0...65_535 ~= $0 }),
        1...65_535 ~= kernel.height, 1...65_535 ~= kernel.width
      else { return nil }
      return TensorShape(
        height: (input.height - 1) * strides[0] - pads[0] - pads[2] + kernel.height + extra[0],
        width: (input.width - 1) * strides[1] - pads[1] - pads[3] + kernel.width + extra[1],
        channels: weights[1]
      )
    case "GlobalAveragePool", "GlobalMaxPool": return TensorShape(height: 1, width: 1, channels: input.channels)
    case "Gemm", "MatMul":
      guard weights.count == 2 else { return nil }
      return TensorShape(height: 1, width: 1, channels: weights[node.number("transB", 0) == 1 ? 0 : 1])
    case "Concat":
      guard node.number("axis", 1) == 1 else { return nil }
      let channels = inputs.reduce(0) { $0 + min($1.channels, 1 << 24) }
      return TensorShape(height: input.height, width: input.width, channels: channels)
    case "Resize", "Upsample": return resized
    case "Flatten": return TensorShape(height: 1, width: 1, channels: input.height * input.width * input.channels)
    case "Add", "Mul", "Sub", "Div":
      // The larger of two shapes: a smaller one is repeated.
      return inputs.max { $0.count < $1.count }
    case "Relu", "Clip", "Sigmoid", "HardSigmoid", "HardSwish", "Tanh", "LeakyRelu", "PRelu", "Elu", "Softmax",
      "BatchNormalization", "Identity", "Dropout", "Cast", "Erf", "Exp", "Sqrt", "Pow":
      return input
    default: return nil
    }
  }

  /// The shape behind a kernel that slides over the image.
  private func slid(channels: Int) -> TensorShape? {
    let pads = node.list("pads", [0, 0, 0, 0])
    let dilations = node.list("dilations", [1, 1])
    guard pads.count == 4, dilations.count == 2, (pads + dilations).allSatisfy({ 0...65_535 ~= $0 }),
      1...65_535 ~= kernel.height, 1...65_535 ~= kernel.width
    else { return nil }
    let isRoundedUp = node.number("ceil_mode", 0) == 1
    func side(_ size: Int, _ kernel: Int, _ axis: Int) -> Int {
      let step = strides[axis]
      if node.padding.hasPrefix("SAME") { return (size + step - 1) / step }
      let room = size + pads[axis] + pads[axis + 2] - ((kernel - 1) * dilations[axis] + 1)
      guard room >= 0 else { return 0 }
      return (isRoundedUp ? room + step - 1 : room) / step + 1
    }
    return TensorShape(
      height: side(inputs[0].height, kernel.height, 0),
      width: side(inputs[0].width, kernel.width, 1),
      channels: channels
    )
  }

  /// The shape behind a resize by constant scales or to constant sizes.
  private var resized: TensorShape? {
    func values(_ place: Int) -> [Double]? {
      guard node.inputs.count > place, let values = constants[node.inputs[place]]?.values else { return nil }
      return values.count == 4 ? values : nil
    }
    // Sizes are the fourth input, scales the third; the second of the older operator.
    let sizes = values(3)
    guard let values = sizes ?? values(2) ?? values(1) else { return nil }
    let sides = [inputs[0].height, inputs[0].width].enumerated().map { index, side in
      sizes != nil ? values[2 + index] : Double(side) * values[2 + index]
    }
    guard sides.allSatisfy({ $0 >= 1 && $0 < Double(1 << 24) }) else { return nil }
    return TensorShape(height: Int(sides[0]), width: Int(sides[1]), channels: inputs[0].channels)
  }
}
