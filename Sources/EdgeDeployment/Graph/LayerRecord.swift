/// A layer as a graph file writes it.
struct LayerRecord: Decodable, Sendable {
  var name: String?
  let type: String
  let parents: [String]?
  let inputShape: [Int]?
  let outputShape: [Int]?
  let kernelShape: [Int]?
  let strides: [Int]?
  let poolingType: String?
  // Our own form.
  let kernel: [Int]?
  let stride: Int?
  let dilation: Int?
  let filters: Int?
  let scale: Int?

  private enum CodingKeys: String, CodingKey {
    case name, type, parents, strides, kernel, stride, dilation, filters, scale
    case inputShape = "input_shape"
    case outputShape = "output_shape"
    case kernelShape = "kernel_shape"
    case poolingType = "pooling_type"
  }

  var parentNames: [String] { parents ?? [] }

  /// Whether its shapes stand in the file.
  var isComplete: Bool { outputShape != nil && (inputShape != nil || parentNames.isEmpty) }

  private func shape(_ sizes: [Int]) -> TensorShape {
    // Our own form leaves the batch out: [height, width, channels].
    TensorShape(sizes: sizes.count == 3 ? [1] + sizes : sizes)
  }

  func layer(network: String, parents: [Layer]) throws -> Layer {
    guard let name, !name.isEmpty else {
      throw EdgeDeploymentError.incompleteLayer(network: network, layer: type, reason: "has no name")
    }
    let numbers = [inputShape, outputShape, kernelShape, strides, kernel].compactMap(\.self).flatMap(\.self)
    let singles = [stride, dilation, filters, scale].compactMap(\.self)
    guard numbers.allSatisfy({ -1..<1 << 24 ~= $0 }), singles.allSatisfy({ 1..<1 << 16 ~= $0 }) else {
      throw EdgeDeploymentError.unsoundShape(network: network, layer: name)
    }
    // ANNETTE writes a kernel as [rows, columns, inputs, outputs], or for pooling as [1, rows, columns, 1].
    let isPool = LayerKind.canonical(type) == "Pool"
    let sizes =
      kernelShape.map { isPool && $0.count == 4 ? Array($0[1...2]) : Array($0.prefix(2)) } ?? kernel ?? [1, 1]
    let kernel = (height: sizes.first ?? 1, width: sizes.count > 1 ? sizes[1] : sizes.first ?? 1)
    let steps = strides ?? stride.map { [1, $0, $0, 1] } ?? [1]
    let step = steps.max() ?? 1
    guard let input = inputShape.map(shape) ?? parents.first?.output ?? outputShape.map(shape) else {
      throw EdgeDeploymentError.incompleteLayer(
        network: network,
        layer: name,
        reason: "has neither a shape nor a layer that feeds it ('output_shape', 'parents')"
      )
    }
    // One input channel for each filter: a depthwise convolution, whatever the file calls it.
    let isDepthwise =
      LayerKind.canonical(type) == "Conv" && kernelShape?.count == 4 && kernelShape?[2] == 1 && input.channels > 1
    let output = try outputShape.map(shape) ?? inferred(network: network, name: name, input, parents, step)
    return Layer(
      name: name,
      type: isDepthwise ? "DepthwiseConv" : type,
      parents: parentNames,
      input: input,
      output: output,
      kernel: kernel,
      stride: step,
      dilation: dilation ?? 1,
      isAverage: poolingType == "AVG" || type == "AvgPool"
    )
  }

  /// The shape of the output where the file has none; borders are padded, so that only the stride makes it smaller.
  private func inferred(
    network: String,
    name: String,
    _ input: TensorShape,
    _ parents: [Layer],
    _ step: Int
  ) throws -> TensorShape {
    let canonical = LayerKind.canonical(type)
    func sized(_ factor: Int, _ divisor: Int, _ channels: Int) -> TensorShape {
      let divisor = max(1, divisor)
      return TensorShape(
        batch: input.batch,
        height: (input.height * factor + divisor - 1) / divisor,
        width: (input.width * factor + divisor - 1) / divisor,
        channels: channels
      )
    }
    switch canonical {
    case "Conv", "FullyConnected", "ConvTranspose":
      guard let filters else {
        throw EdgeDeploymentError.incompleteLayer(network: network, layer: name, reason: "lacks 'filters'")
      }
      if canonical == "FullyConnected" { return TensorShape(height: 1, width: 1, channels: filters) }
      return canonical == "Conv" ? sized(1, step, filters) : sized(step, 1, filters)
    case "DepthwiseConv", "Pool": return sized(1, step, input.channels)
    case "DepthwiseConvTranspose": return sized(step, 1, input.channels)
    case "Resize", "ResizeBilinear", "Upsample": return sized(scale ?? 1, 1, input.channels)
    case "ReduceMean": return TensorShape(height: 1, width: 1, channels: input.channels)
    case "Concat": return sized(1, 1, parents.reduce(0) { $0 + $1.output.channels })
    default: return input
    }
  }
}
