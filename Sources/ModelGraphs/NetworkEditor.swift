public import Foundation
import OnnxMessages
import SwiftProtobuf

/// Makes other files of a network: for another size of image, or a part of it.
public struct NetworkEditor {
  let model: OnnxModel
  let path: String

  init(model: OnnxModel, path: String) {
    self.model = model
    self.path = path
  }

  /// Reads a network.
  ///
  /// - Parameters:
  ///   - data: the bytes of an ONNX file.
  ///   - path: what messages call the file.
  /// - Throws: `ModelGraphError.notOnnx`.
  public init(onnx data: Data, path: String) throws {
    do {
      model = try OnnxModel(serializedBytes: data)
    } catch {
      throw ModelGraphError.notOnnx(path: path, reason: "its bytes are no protocol buffer message")
    }
    guard model.hasGraph else { throw ModelGraphError.notOnnx(path: path, reason: "it holds no graph") }
    self.path = path
  }

  /// The operation that makes a tensor; nil for an input or a constant.
  func maker(of tensor: String) -> OnnxNode? { model.graph.node.first { $0.output.contains(tensor) } }

  /// A tensor that the file holds, as an initializer or by an operation.
  func constant(_ tensor: String) -> Constant? {
    if let stored = model.graph.initializer.first(where: { $0.name == tensor }) { return Constant(stored) }
    guard let maker = maker(of: tensor), maker.opType == "Constant" else { return nil }
    return maker.attribute.first { $0.name == "value" && $0.hasT }.map { Constant($0.t) }
  }

  /// The network for images of another size.
  ///
  /// - Parameters:
  ///   - rows: rows of the image.
  ///   - columns: its columns.
  /// - Returns: the bytes of an ONNX file.
  /// - Throws: `ModelGraphError.noImageInput` where the first input is no image.
  public func resized(rows: Int, columns: Int) throws -> Data {
    var changed = model
    let constants = Set(model.graph.initializer.map(\.name))
    guard let index = changed.graph.input.firstIndex(where: { !constants.contains($0.name) }),
      changed.graph.input[index].type.tensorType.shape.dim.count == 4
    else { throw ModelGraphError.noImageInput(path: path) }
    changed.graph.input[index].type.tensorType.shape.dim[2].dimValue = Int64(rows)
    changed.graph.input[index].type.tensorType.shape.dim[3].dimValue = Int64(columns)
    // What the file states of shapes behind the input holds for its own size only.
    changed.graph.valueInfo = []
    let shapes = try ModelGraph(of: self, resolution: (rows, columns)).outputs
    changed.graph.output = changed.graph.output.map { output in
      guard let shape = shapes.first(where: { $0.name == output.name })?.shape else { return output }
      return .tensor(output.name, shape)
    }
    return try changed.serializedData()
  }

  /// A part of the network.
  ///
  /// What the part needs to compute its outputs from its inputs is kept, the rest left out.
  ///
  /// - Parameters:
  ///   - inputs: tensors that go in, with their shapes.
  ///   - outputs: tensors that come out, with their shapes. Each comes out of a node of its own, named by
  ///     `outputName`: engines find it whatever else reads the tensor, and OpenCV takes dots in names for its own.
  /// - Returns: the bytes of an ONNX file.
  /// - Throws: `ModelGraphError.cycle` where an output cannot be computed from the inputs.
  public func part(
    from inputs: [(name: String, shape: [Int])],
    to outputs: [(name: String, shape: [Int])]
  ) throws -> Data {
    var makers: [String: Int] = [:]
    for (index, node) in model.graph.node.enumerated() { for name in node.output { makers[name] = index } }
    let constants = Set(model.graph.initializer.map(\.name))
    var done = Set(inputs.map(\.name))
    var kept: Set<Int> = []
    var open = outputs.map(\.name)
    var used: Set<String> = []
    while let tensor = open.popLast() {
      guard !tensor.isEmpty, done.insert(tensor).inserted else { continue }
      if constants.contains(tensor) {
        used.insert(tensor)
      } else if let maker = makers[tensor] {
        kept.insert(maker)
        open += model.graph.node[maker].input
      } else {
        throw ModelGraphError.cycle(path: path, layer: tensor)
      }
    }
    var changed = model
    changed.graph.node = kept.sorted().map { model.graph.node[$0] }
    changed.graph.initializer = model.graph.initializer.filter { used.contains($0.name) }
    changed.graph.valueInfo = []
    changed.graph.input = inputs.map { .tensor($0.name, $0.shape) }
    changed.graph.output = outputs.enumerated().map { index, output in
      changed.graph.node.append(.operation("Identity", [output.name], Self.outputName(index)))
      return .tensor(Self.outputName(index), output.shape)
    }
    return try changed.serializedData()
  }

  /// The name of a part's output, by its place.
  public static func outputName(_ index: Int) -> String { "result\(index)" }
}
