import EdgeDeployment
import ModelGraphs
import Quantities
import ResultFiles

extension LayerGraph {
  /// The layers of a model's file.
  ///
  /// - Parameters:
  ///   - model: the model, with its shapes.
  ///   - name: what the network is called.
  ///   - path: the file, for messages.
  ///   - isWhole: false to leave out what only serves outputs behind the first.
  /// - Throws: `FileError.cannotRead` where the shape of an input is not known, `EdgeDeploymentError`.
  init(_ model: ModelGraph, name: String, path: String, isWhole: Bool = true) throws {
    var makers: [String: String] = [:]
    var layers: [Layer] = []
    var unknown: [UnknownLayer] = []
    /// Tensors that a runtime reckons before the first image.
    var fixed: Set<String> = []
    for input in model.inputs {
      guard let shape = input.shape.flatMap(TensorShape.init(onnx:)) else {
        throw FileError.cannotRead(
          path: path,
          reason: "the shape of the input '\(input.name)' is not known",
          remedy: "Export it with fixed shapes."
        )
      }
      makers[input.name] = input.name
      layers.append(Layer(name: input.name, type: "DataInput", parents: [], input: shape, output: shape))
    }
    let serving = isWhole ? model.layers : Self.layers(of: model, serving: model.outputs.first?.name)
    for layer in serving {
      let sources = zip(layer.inputs, layer.inputShapes).filter { !fixed.contains($0.0) }
      // What is made of constants only costs nothing at run time.
      guard !sources.isEmpty, !layer.isConstant else {
        fixed.formUnion(layer.outputs)
        continue
      }
      let read = sources.compactMap { $0.1.flatMap(TensorShape.init(onnx:)) }
      guard let input = read.first, read.count == sources.count, let multiplyAdds = layer.multiplyAdds,
        let output = layer.outputShape.flatMap(TensorShape.init(onnx:))
      else {
        unknown.append(UnknownLayer(name: layer.name, type: layer.operation))
        // What comes after it is fed by what feeds it.
        let before = sources.lazy.compactMap { makers[$0.0] }.first
        for tensor in layer.outputs { makers[tensor] = before }
        continue
      }
      for tensor in layer.outputs { makers[tensor] = layer.name }
      let kernel = layer.kernel ?? []
      // The file's stride is what makes the output smaller.
      let isSliding = ["Conv", "QLinearConv", "ConvInteger", "MaxPool", "AveragePool"].contains(layer.operation)
      let stride = isSliding ? max(1, (input.width + output.width / 2) / max(1, output.width)) : 1
      layers.append(
        Layer(
          name: layer.name,
          type: Self.type(of: layer, inputs: read),
          parents: sources.compactMap { makers[$0.0] },
          input: input,
          output: output,
          kernel: kernel.count == 2 ? (kernel[0], kernel[1]) : (1, 1),
          stride: stride,
          dilation: layer.dilation,
          isAverage: layer.operation == "AveragePool",
          work: LayerWork(
            multiplyAdds: multiplyAdds,
            weights: layer.weightCount,
            valuesRead: layer.operation == "Concat" ? output.count : read.reduce(0) { $0 + $1.count }
          )
        )
      )
    }
    try self.init(name: name, layers: layers, unknown: unknown)
  }

  /// The layers that a tensor is made of.
  private static func layers(of model: ModelGraph, serving output: String?) -> [ModelLayer] {
    var needed: Set<String> = output.map { [$0] } ?? []
    let found = model.layers.reversed().filter { layer in
      guard layer.outputs.contains(where: needed.contains) else { return false }
      needed.formUnion(layer.inputs)
      return true
    }
    return found.reversed()
  }

  /// The type in the words of layer graphs; a convolution with a group for each channel is depthwise, a product with one
  /// number for each channel is a scaling, which reads one image and not two.
  private static func type(of layer: ModelLayer, inputs: [TensorShape]) -> String {
    switch layer.operation {
    case "Conv", "ConvTranspose", "QLinearConv", "ConvInteger":
      (layer.groups > 1 && layer.groups == inputs.first?.channels ? "Depthwise" : "")
        + (layer.operation == "ConvTranspose" ? "ConvTranspose" : "Conv")
    case "MatMulInteger", "QLinearMatMul", "Einsum", "LSTM", "GRU", "RNN": "MatMul"
    case "Mul":
      inputs.count == 2 && inputs[1].height * inputs[1].width == 1 && inputs[0].height * inputs[0].width > 1
        ? "Scale" : "Mul"
    case "GlobalMaxPool": "ReduceMean"
    case "Upsample": "Resize"
    default: layer.operation
    }
  }
}

extension TensorShape {
  /// A shape in ONNX's order, [batch, channel, row, column]; fewer dimensions are a row of values, more are more rows.
  fileprivate init?(onnx shape: [Int]) {
    guard shape.allSatisfy({ 1..<(1 << 24) ~= $0 }), shape.count < 8 else { return nil }
    switch shape.count {
    case 0: self.init(height: 1, width: 1, channels: 1)
    case 1: self.init(height: 1, width: 1, channels: shape[0])
    case 2: self.init(batch: shape[0], height: 1, width: 1, channels: shape[1])
    case 3: self.init(batch: shape[0], height: 1, width: shape[1], channels: shape[2])
    default:
      let rows = shape[2..<(shape.count - 1)].reduce(1.0) { $0 * Double($1) }
      guard rows < Double(1 << 24) else { return nil }
      self.init(batch: shape[0], height: Int(bounded: rows), width: shape[shape.count - 1], channels: shape[1])
    }
  }
}
