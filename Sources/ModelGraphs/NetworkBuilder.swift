public import Foundation
import OnnxMessages
import SwiftProtobuf

/// Writes small networks as ONNX files, to measure how long their layers take and to test what reads networks.
///
/// Weights are made up: random, with a variance that keeps the size of values from layer to layer, so that no engine
/// meets numbers that are slow to compute with.
public struct NetworkBuilder {
  /// What the names of further nodes begin with, to find them again among those that an engine ran.
  public var mark = ""
  private var graph = OnnxGraph()
  private var count = 0
  // The first with HardSwish.
  private static let operatorSet: Int64 = 14

  /// An empty network.
  public init() { graph.name = "probe" }

  /// Adds an input.
  ///
  /// - Parameters:
  ///   - name: its name.
  ///   - shape: its dimensions, [batch, channels, rows, columns].
  /// - Returns: its name.
  public mutating func input(_ name: String, _ shape: [Int]) -> String {
    graph.input.append(.tensor(name, shape))
    return name
  }

  /// Adds a tensor of given numbers.
  ///
  /// - Parameters:
  ///   - values: its numbers, the last dimension the fastest.
  ///   - shape: its dimensions.
  /// - Returns: its name.
  public mutating func numbers(_ values: [Float], shape: [Int]) -> String {
    let tensor = OnnxTensor.numbers(next(), values, shape: shape.map(Int64.init))
    graph.initializer.append(tensor)
    return tensor.name
  }

  /// Adds a convolution with a bias, padded so that only the stride makes its output smaller.
  ///
  /// - Returns: the name of its output.
  public mutating func convolution(
    _ input: String,
    from channels: Int,
    to filters: Int,
    kernel: Int = 1,
    stride: Int = 1,
    dilation: Int = 1,
    isDepthwise: Bool = false
  ) -> String {
    let depth = isDepthwise ? 1 : channels
    let weights = constant([filters, depth, kernel, kernel], spread: (3 / Float(depth * kernel * kernel)).squareRoot())
    let bias = constant([filters], spread: 0.1)
    return operation(
      "Conv",
      [input, weights, bias],
      integers: [
        "kernel_shape": [kernel, kernel], "strides": [stride, stride],
        "pads": [Int](repeating: dilation * (kernel / 2), count: 4), "dilations": [dilation, dilation],
        "group": [isDepthwise ? channels : 1],
      ]
    )
  }

  /// Adds an operation.
  ///
  /// - Parameters:
  ///   - type: what it does, as ONNX calls it.
  ///   - inputs: the tensors that go in.
  ///   - integers: settings that are whole numbers; `axis` and `group` have one, others a list.
  ///   - number: settings that are one number.
  ///   - text: settings that are words.
  /// - Returns: the name of its output.
  public mutating func operation(
    _ type: String,
    _ inputs: [String],
    integers: [String: [Int]] = [:],
    number: [String: Float] = [:],
    text: [String: String] = [:]
  ) -> String {
    var node = OnnxNode.operation(type, inputs, next())
    node.attribute =
      integers.sorted { $0.key < $1.key }.map { OnnxAttribute.integers($0.key, $0.value) }
      + number.sorted { $0.key < $1.key }.map { OnnxAttribute.number($0.key, $0.value) }
      + text.sorted { $0.key < $1.key }.map { OnnxAttribute.text($0.key, $0.value) }
    graph.node.append(node)
    return node.name
  }

  /// Adds an enlargement by bilinear interpolation between the middles of pixels.
  ///
  /// - Returns: the name of its output.
  public mutating func enlarged(_ input: String, by factor: Int) -> String {
    let scales = OnnxTensor.numbers(next(), [1, 1, Float(factor), Float(factor)], shape: [4])
    graph.initializer.append(scales)
    return operation(
      "Resize",
      [input, "", scales.name],
      text: ["mode": "linear", "coordinate_transformation_mode": "half_pixel", "nearest_mode": "floor"]
    )
  }

  /// The file.
  ///
  /// - Parameter outputs: names and shapes of what comes out.
  /// - Returns: its bytes.
  /// - Throws: where it cannot be encoded, which does not happen.
  public func data(outputs: [(name: String, shape: [Int])]) throws -> Data {
    var model = OnnxModel()
    model.irVersion = 7
    model.producerName = "ragweed"
    var set = OnnxOperatorSet()
    set.domain = ""
    set.version = Self.operatorSet
    model.opsetImport = [set]
    model.graph = graph
    model.graph.output = outputs.map { .tensor($0.name, $0.shape) }
    return try model.serializedData()
  }

  private mutating func next() -> String {
    count += 1
    return "\(mark)t\(count)"
  }

  /// A tensor of made-up numbers within a spread; no two of them are alike, or an engine would compute them once only.
  private mutating func constant(_ shape: [Int], spread: Float) -> String {
    var tensor = OnnxTensor()
    tensor.name = next()
    tensor.dims = shape.map(Int64.init)
    tensor.dataType = 1
    let wanted = shape.reduce(1, *) * 4
    // A block of an odd length, over and over: random enough for arithmetic, and quick to write.
    var state = UInt64(count) &* 0x9E37_79B9_7F4A_7C15
    var block = Data(capacity: 4 * 509)
    for _ in 0..<min(509, wanted / 4) {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let part = Float(state >> 40) / Float(1 << 24)
      let value = (part * 2 - 1) * spread
      unsafe withUnsafeBytes(of: value.bitPattern.littleEndian) { unsafe block.append(contentsOf: $0) }
    }
    var bytes = Data(capacity: wanted + block.count)
    while bytes.count < wanted { bytes.append(block) }
    tensor.rawData = bytes.prefix(wanted)
    graph.initializer.append(tensor)
    return tensor.name
  }
}
