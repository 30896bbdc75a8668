public import Foundation
import OnnxMessages
import SwiftProtobuf

/// A network as its file describes it.
public struct ModelGraph: Sendable {
  /// A tensor that goes in or comes out.
  public struct Port: Sendable, Hashable {
    /// Its name.
    public let name: String
    /// Its shape for one image; nil where the file leaves more than the batch open and nothing says it.
    public let shape: [Int]?
    /// Its dimensions as the file states them, nil where one is open; empty where the file states none.
    public let dimensions: [Int?]
    /// Whether its numbers have 32 bits with a fraction (`float`).
    public let isFloat: Bool
  }

  /// What wrote the file.
  public let producer: String
  /// The version of the format's operators.
  public let operatorSet: Int
  /// What goes in.
  public let inputs: [Port]
  /// What comes out.
  public let outputs: [Port]
  /// The operations, each after those that it needs.
  public let layers: [ModelLayer]
  /// What the file says of itself.
  public let metadata: [String: String]

  /// The multiply-adds for one image; nil where those of a layer are not known.
  public var multiplyAdds: Int? {
    layers.reduce(0) { sum, layer in
      guard let sum, let more = layer.multiplyAdds else { return nil }
      let (next, overflow) = sum.addingReportingOverflow(more)
      return overflow ? nil : next
    }
  }

  /// The multiply-adds of the layers of which they are known, and how many others there are.
  public var knownMultiplyAdds: (sum: Int, unknownLayers: Int) {
    let known = layers.compactMap(\.multiplyAdds)
    let sum = known.reduce(0) { sum, more in
      let (next, overflow) = sum.addingReportingOverflow(more)
      return overflow ? .max : next
    }
    return (sum, layers.count - known.count)
  }

  /// Whether it was quantised: its weights are kept in 8 bits.
  public var isQuantised: Bool { layers.contains { $0.operation == "DequantizeLinear" } }

  /// The parameters.
  public var parameterCount: Int { layers.reduce(0) { $0 + $1.parameterCount } }

  /// The kinds of operations whose shapes are not known.
  public var unknownOperations: [String] { Set(layers.filter { $0.outputShape == nil }.map(\.operation)).sorted() }

  /// Reads a network.
  ///
  /// - Parameters:
  ///   - data: the bytes of an ONNX file.
  ///   - path: what messages call the file.
  ///   - resolution: the rows and columns of the image that goes in; nil for those that the file states.
  /// - Throws: `ModelGraphError` where it is no ONNX, has no layers, or layers wait for each other.
  public init(onnx data: Data, path: String, resolution: (rows: Int, columns: Int)? = nil) throws {
    try self.init(of: NetworkEditor(onnx: data, path: path), resolution: resolution)
  }

  /// Reads a network that is in memory.
  init(of editor: NetworkEditor, resolution: (rows: Int, columns: Int)? = nil) throws {
    let (model, path) = (editor.model, editor.path)
    guard !model.graph.node.isEmpty else { throw ModelGraphError.empty(path: path) }
    producer = [model.producerName, model.producerVersion].filter { !$0.isEmpty }.joined(separator: " ")
    operatorSet = Int(clamping: model.opsetImport.first { $0.domain.isEmpty || $0.domain == "ai.onnx" }?.version ?? 0)
    metadata = Dictionary(model.metadataProps.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    var walk = try GraphWalk(model.graph, path: path, resolution: resolution)
    try walk.run()
    inputs = walk.inputs
    layers = walk.layers
    outputs = model.graph.output.map { GraphWalk.port($0, shape: walk.shape(of: $0.name)) }
  }
}
