public import Foundation
import OnnxMessages

extension ModelGraph {
  /// What goes into a network, read without a walk through its layers.
  ///
  /// - Parameters:
  ///   - data: the bytes of an ONNX file.
  ///   - path: what messages call the file.
  /// - Returns: the inputs; weights that the file lists among them are none.
  /// - Throws: `ModelGraphError.notOnnx`.
  public static func inputs(onnx data: Data, path: String) throws -> [Port] {
    let graph = try NetworkEditor(onnx: data, path: path).model.graph
    let constants = Set(graph.initializer.map(\.name))
    return graph.input.filter { !constants.contains($0.name) }.map { GraphWalk.port($0, shape: nil) }
  }
}

extension ModelGraph {
  /// The files beside a model in which its weights lie, as it names them.
  ///
  /// - Parameters:
  ///   - data: the bytes of an ONNX file.
  ///   - path: what messages call the file.
  /// - Returns: their names, each once, sorted.
  /// - Throws: `ModelGraphError.notOnnx`.
  public static func weightFiles(onnx data: Data, path: String) throws -> [String] {
    let graph = try NetworkEditor(onnx: data, path: path).model.graph
    let constants = graph.node.flatMap { $0.attribute.filter(\.hasT).map(\.t) }
    let entries = (graph.initializer + constants).flatMap(\.externalData)
    return Set(entries.filter { $0.key == "location" }.map(\.value)).sorted()
  }
}

extension ModelGraph.Port: CustomStringConvertible {
  /// Its name and its dimensions as the file states them.
  public var description: String {
    "'\(name)' of \(dimensions.map { $0.map(String.init) ?? "any" }.joined(separator: " x "))"
  }
}
