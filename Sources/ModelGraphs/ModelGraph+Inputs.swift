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

extension ModelGraph.Port: CustomStringConvertible {
  /// Its name and its dimensions as the file states them.
  public var description: String {
    "'\(name)' of \(dimensions.map { $0.map(String.init) ?? "any" }.joined(separator: " x "))"
  }
}
