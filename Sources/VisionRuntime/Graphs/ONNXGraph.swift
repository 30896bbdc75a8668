public import EdgeDeployment
import Foundation

/// The layers of an ONNX model with their shapes, which follow from the input's.
///
/// Shapes are worked out here, because few files state them and the engines do not tell. Images only: [batch, channel, row,
/// column]; vectors behind a flattening are [1, 1, 1, length].
public struct ONNXGraph {
  private var shapes: [String: TensorShape] = [:]
  private var constants: [String: ONNXTensor] = [:]
  /// The layer that makes a value.
  private var makers: [String: String] = [:]
  private var layers: [Layer] = []
  private let path: String

  /// Reads the layer graph of a model.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - size: width and height of the image in pixels; nil for the one that the model states.
  /// - Returns: the graph.
  /// - Throws: `VisionRuntimeError` where the file is no model or has a part whose shape cannot be worked out.
  public static func load(path: String, size: (width: Int, height: Int)? = nil) throws -> LayerGraph {
    guard let data = FileManager.default.contents(atPath: path) else { throw VisionRuntimeError.missing(path: path) }
    guard !data.isEmpty else { throw VisionRuntimeError.empty(path: path) }
    do {
      return try graph(bytes: [UInt8](data), path: path, size: size)
    } catch is ProtobufReader.Malformed {
      throw VisionRuntimeError.notAnONNX(path: path, reason: "the file is not an ONNX model")
    }
  }

  static func graph(bytes: [UInt8], path: String, size: (width: Int, height: Int)?) throws -> LayerGraph {
    var graph = ONNXGraph(path: path)
    var nodes: [ONNXNode] = []
    var model = ProtobufReader(bytes[...])
    while let field = try model.next() {
      guard field.number == 7, let bytes = field.bytes else { continue }
      var reader = ProtobufReader(bytes)
      while let field = try reader.next() {
        switch (field.number, field.bytes) {
        case (1, let bytes?): nodes.append(try ONNXNode(bytes))
        case (5, let bytes?):
          let tensor = try ONNXTensor(bytes)
          graph.constants[tensor.name] = tensor
        default: break
        }
      }
    }
    for input in try ONNXSignature(bytes: bytes).inputs { try graph.add(input, size: size) }
    for node in nodes { try graph.add(node) }
    return try LayerGraph(
      name: URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent,
      layers: graph.layers
    )
  }

  private init(path: String) { self.path = path }

  private func fail(_ reason: String) -> VisionRuntimeError { .notAnONNX(path: path, reason: reason) }

  private mutating func add(_ input: ONNXSignature.Input, size: (width: Int, height: Int)?) throws {
    let sizes = input.dimensions
    guard sizes.count == 4, let channels = sizes[1], let height = size?.height ?? sizes[2],
      let width = size?.width ?? sizes[3], [channels, height, width].allSatisfy({ 1...65_535 ~= $0 })
    else { throw fail("its input \(input) has no fixed size of an image, give one with --resolution") }
    let shape = TensorShape(height: height, width: width, channels: channels)
    shapes[input.name] = shape
    makers[input.name] = input.name
    layers.append(Layer(name: input.name, type: "DataInput", parents: [], input: shape, output: shape))
  }

  private mutating func add(_ node: ONNXNode) throws {
    guard let name = node.outputs.first else { return }
    if node.type == "Constant" {
      constants[name] = node.constant
      return
    }
    let sources = node.inputs.filter { shapes[$0] != nil }
    guard let first = sources.first, let input = shapes[first] else {
      // What is made from constants only is a constant, and of no interest but for its values.
      return
    }
    let rule = ONNXShapeRule(node: node, inputs: sources.compactMap { shapes[$0] }, constants: constants)
    guard let output = rule.output else {
      throw fail("the shape behind '\(name)' of type '\(node.type)' cannot be worked out, export it with fixed shapes")
    }
    // Names of layers are those of their outputs: nodes may have none.
    shapes[name] = output
    makers[name] = name
    layers.append(
      Layer(
        name: name,
        type: rule.type,
        parents: sources.compactMap { makers[$0] },
        input: input,
        output: output,
        kernel: rule.kernel,
        stride: rule.strides.max() ?? 1,
        isAverage: node.type == "AveragePool"
      )
    )
  }
}
