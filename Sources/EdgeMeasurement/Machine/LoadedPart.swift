import Foundation
import ModelGraphs
import VisionRuntime

/// A network or a part of one, loaded into an engine from its bytes.
struct LoadedPart {
  /// The loaded network.
  let network: TensorNetwork
  private let outputs: [String]

  /// Loads a part.
  ///
  /// - Parameters:
  ///   - data: what `NetworkEditor.part` gave.
  ///   - path: the file that it is a part of, for messages.
  ///   - outputs: the tensors that it was asked for.
  ///   - engine: what runs it.
  ///   - threads: cores that one run uses.
  /// - Throws: `VisionRuntimeError` where the engine cannot load it.
  init(data: Data, of path: String, outputs: [String], engine: TensorNetwork.Engine, threads: Int) throws {
    self.outputs = outputs
    network = try TensorNetwork(
      onnx: data,
      name: path,
      outputs: outputs.indices.map(NetworkEditor.outputName),
      engine: engine,
      threads: threads
    )
  }

  /// Runs it.
  ///
  /// - Parameters:
  ///   - inputs: names, numbers and shapes.
  ///   - counts: how many numbers each output has, by name.
  /// - Returns: the outputs by name.
  /// - Throws: `VisionRuntimeError.inference`.
  func run(
    _ inputs: [(name: String, values: [Float], shape: [Int])],
    counts: [String: Int]
  ) throws -> [String: [Float]] {
    for input in inputs { try network.set(input.name, input.values, shape: input.shape) }
    try network.infer()
    var results: [String: [Float]] = [:]
    for (index, name) in outputs.enumerated() {
      results[name] = try network.output(NetworkEditor.outputName(index), count: counts[name] ?? 0)
    }
    return results
  }
}
