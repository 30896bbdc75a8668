import Quantities

/// Which layers are measured.
public enum LayerProbe {
  /// A mean over an image of square sides.
  static func reduceMean(side: Int, channels: Int) -> Layer {
    square("ReduceMean", side: side, channels: channels, outputSide: 1)
  }

  /// A layer on square images.
  public static func square(
    _ type: String,
    side: Int,
    channels: Int,
    filters: Int? = nil,
    outputSide: Int? = nil,
    kernel: Int = 1,
    stride: Int = 1,
    dilation: Int = 1
  ) -> Layer {
    let outputSide = outputSide ?? (side + stride - 1) / stride
    return Layer(
      name: "\(type) \(side) \(channels) \(filters ?? channels) \(kernel) \(stride) \(outputSide) \(dilation)",
      type: type,
      parents: type == "DataInput" ? [] : type == "Add" || type == "Mul" ? ["a", "b"] : ["a"],
      input: TensorShape(height: side, width: side, channels: channels),
      output: TensorShape(height: outputSide, width: outputSide, channels: filters ?? channels),
      kernel: (kernel, kernel),
      stride: stride,
      dilation: dilation
    )
  }

  /// Layers whose time grows with the values they move, and little else: a few of each say it all.
  static var simple: [(type: String, layers: [Layer])] {
    let shapes = [
      (24, 16), (128, 16), (16, 64), (64, 32), (40, 100), (24, 128), (128, 96), (16, 200), (8, 256), (16, 384),
    ]
    func each(_ type: String, kernel: Int = 1) -> [Layer] {
      shapes.map { square(type, side: $1, channels: $0, kernel: kernel) }
    }
    let small = [(256, 8), (576, 4), (64, 1)].map { ($0.0, $0.1) }
    return [
      ("ReduceMean", (shapes + [(256, 8)]).map { reduceMean(side: $1, channels: $0) }),
      ("HardSigmoid", each("HardSigmoid") + small.map { square("HardSigmoid", side: $1, channels: $0) }),
      ("HardSwish", each("HardSwish") + small.map { square("HardSwish", side: $1, channels: $0) }),
      ("Mul", each("Mul") + small.dropLast().map { square("Mul", side: $1, channels: $0) }),
      ("Scale", each("Scale")), ("Add", each("Add")), ("Pool", each("Pool", kernel: 3)),
      ("Concat", each("Concat")),
      ("Softmax", [64, 128, 256, 384, 512].map { square("Softmax", side: $0, channels: 2) }),
      (
        "Resize",
        [
          (2, 32, 4), (2, 64, 4), (2, 100, 4), (2, 128, 4), (2, 160, 4), (2, 256, 4), (32, 16, 2), (64, 32, 2),
          (128, 16, 2), (64, 64, 2), (128, 32, 2), (96, 48, 2), (128, 64, 2), (32, 96, 2),
        ].map { square("Resize", side: $1, channels: $0, outputSide: $1 * $2) }
      ),
      ("DataInput", [64, 128, 256, 400, 512].map { square("DataInput", side: $0, channels: 3) }),
    ]
  }

  /// Layers to choose points from: sizes of a quasi-random sequence, evenly over their logarithms (Halton, 1960).
  ///
  /// - Parameters:
  ///   - type: `Conv` or `DepthwiseConv`.
  ///   - isPointwise: whether kernels have one value.
  ///   - isDilated: whether kernels have gaps.
  ///   - count: how many.
  /// - Returns: layers, each once.
  static func candidates(_ type: String, isPointwise: Bool, isDilated: Bool, count: Int) -> [Layer] {
    var found: [Layer] = []
    var names: Set<String> = []
    var index = 1
    while found.count < count, index < 40 * count {
      defer { index += 1 }
      let place = [2, 3, 5, 7].map { halton(index, base: $0) }
      let isDepthwise = type == "DepthwiseConv"
      let kernel = isPointwise ? 1 : isDepthwise && !isDilated && place[3] > 0.6 ? 5 : 3
      let dilation = isDilated ? [2, 3, 4, 6, 9, 12][Int(bounded: place[3] * 6)] : 1
      let stride = !isPointwise && !isDilated && (place[3] * 100).truncatingRemainder(dividingBy: 10) < 4 ? 2 : 1
      let side = place[0] < 0.07 && isPointwise ? 1 : Int(bounded: logarithmic(place[0], 5, 288))
      let channels = channelCount(logarithmic(place[1], 8, 768))
      let filters = isDepthwise ? channels : channelCount(logarithmic(place[2], isPointwise ? 2 : 8, 768))
      let layer = square(
        type,
        side: side,
        channels: channels,
        filters: filters,
        kernel: kernel,
        stride: stride,
        dilation: dilation
      )
      let values = max(layer.input.count, layer.output.count)
      let least = side == 1 ? 10_000 : isDepthwise ? 50_000 : 300_000
      guard layer.multiplyAdds > least, layer.multiplyAdds < 300_000_000, values < 2_500_000,
        names.insert(layer.name).inserted
      else { continue }
      found.append(layer)
    }
    return found
  }

  private static func logarithmic(_ part: Double, _ low: Double, _ high: Double) -> Double {
    var value = low
    // high / low to the power of part, by halving: no library is needed for it.
    var (factor, rest, step) = (high / low, part, 0.5)
    for _ in 0..<20 {
      factor = factor.squareRoot()
      if rest >= step {
        value *= factor
        rest -= step
      }
      step /= 2
    }
    return value
  }

  /// Networks have multiples of eight, but for images and classes.
  private static func channelCount(_ value: Double) -> Int {
    value < 6 ? max(2, Int(bounded: value.rounded())) : max(8, Int(bounded: (value / 8).rounded()) * 8)
  }

  private static func halton(_ index: Int, base: Int) -> Double {
    var (rest, part, value) = (index, 1.0, 0.0)
    while rest > 0 {
      part /= Double(base)
      value += part * Double(rest % base)
      rest /= base
    }
    return value
  }
}
