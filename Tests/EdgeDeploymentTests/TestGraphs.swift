import EdgeDeployment
import Foundation
import TestSupport

/// Graphs for tests.
enum TestGraphs {
  /// A graph from JSON.
  static func graph(_ json: String) throws -> LayerGraph {
    try JSONDecoder().decode(GraphRecord.self, from: Data(json.utf8)).graph(fallbackName: "test")
  }

  /// A chain of convolutions of random sizes, each with its activation.
  static func chain(seed: UInt64, layers: Int) throws -> LayerGraph {
    var generator = SeededGenerator(seed: seed)
    var shape = TensorShape(height: 64, width: 64, channels: 3)
    var list = [Layer(name: "image", type: "DataInput", parents: [], input: shape, output: shape)]
    for index in 0..<layers {
      let kernel = [1, 3, 5].randomElement(using: &generator) ?? 1
      let output = TensorShape(
        height: shape.height,
        width: shape.width,
        channels: 16 * Int.random(in: 1...16, using: &generator)
      )
      list.append(
        Layer(
          name: "c\(index)",
          type: "Conv",
          parents: [list[list.count - 1].name],
          input: shape,
          output: output,
          kernel: (kernel, kernel)
        )
      )
      list.append(Layer(name: "r\(index)", type: "Relu", parents: ["c\(index)"], input: output, output: output))
      shape = output
    }
    return try LayerGraph(name: "chain\(seed)", layers: list)
  }
}
