/// What a layer computes and moves, counted as ANNETTE does (Wess et al., IEEE Access 9, 2021).
extension Layer {
  /// Whether each size is above zero and no count leaves the whole numbers.
  var isSound: Bool {
    let sides = [kernel.height, kernel.width, stride]
    guard input.isSound, output.isSound, work?.isSound ?? true, sides.allSatisfy({ $0 > 0 && $0 < 1 << 16 }) else {
      return false
    }
    func count(_ shape: TensorShape) -> Double {
      [shape.batch, shape.height, shape.width, shape.channels].reduce(1) { $0 * Double($1) }
    }
    let most = max(count(input), count(output))
    let channels = Double(max(input.channels, output.channels))
    // What the file says is looked at above.
    guard work == nil else { return most < 1e15 }
    let operations = 2 * Double(sides[0] * sides[1]) * most * channels
    // Far above any network, and low enough for the sum over all layers.
    return operations < 1e15 && (type != "FullyConnected" || 2 * count(input) * count(output) < 1e15)
  }

  /// Values of the kernel.
  var kernelArea: Int { kernel.height * kernel.width }

  /// Number of weights.
  public var weights: Int {
    if let work { return work.weights }
    return switch type {
    case "Conv", "ConvTranspose": kernelArea * input.channels * output.channels
    case "DepthwiseConv", "DepthwiseConvTranspose": kernelArea * output.channels
    case "FullyConnected": input.height * input.width * input.channels * output.count / output.batch
    default: 0
    }
  }

  /// Operations; a multiplication and the addition that follows it are two.
  public var operations: Int {
    if let work, LayerKind.weighted.contains(type) || work.multiplyAdds > 0 { return 2 * work.multiplyAdds }
    return switch type {
    case "Conv": 2 * weights * output.batch * output.height * output.width
    case "DepthwiseConv": 2 * kernelArea * output.count
    case "ConvTranspose", "DepthwiseConvTranspose": 2 * weights * input.batch * input.height * input.width
    case "FullyConnected": 2 * weights * output.batch
    case "Pool": 2 * output.count * kernelArea
    case "Add", "Mul", "Div", "Sub", "Scale": output.count
    case "ReduceMean": input.count
    default: 0
    }
  }

  /// Multiplications with the addition that follows each, as networks are compared by.
  public var multiplyAdds: Int { work?.multiplyAdds ?? (LayerKind.weighted.contains(type) ? operations / 2 : 0) }

  /// Values read; a sum of two inputs reads both.
  var valuesRead: Int {
    if let work { return work.valuesRead }
    return switch type {
    case "Add", "Mul", "Sub", "Div": max(1, min(2, parents.count)) * input.count
    // A concatenation is listed with its first input only, and it reads all that it writes.
    case "Concat": output.count
    default: input.count
    }
  }

  /// Bytes read and written.
  ///
  /// - Parameters:
  ///   - activationBits: bits of a value between layers.
  ///   - weightBits: bits of a weight.
  /// - Returns: the bytes of inputs, outputs and weights.
  public func bytes(activationBits: Int, weightBits: Int) -> Double {
    (Double(valuesRead + output.count) * Double(activationBits) + Double(weights) * Double(weightBits)) / 8
  }
}
