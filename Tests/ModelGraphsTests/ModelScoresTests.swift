import Foundation
import Testing

@testable import ModelGraphs

/// What the end of a graph says about its numbers.
@Suite struct ModelScoresTests {
  private func scores(_ operations: String...) throws -> ModelGraph.Scores {
    let nodes = operations.enumerated().map { index, operation in
      TestGraph.node(operation, [index == 0 ? "x" : "t\(index)"], index == operations.count - 1 ? "y" : "t\(index + 1)")
    }
    return try ModelGraph(onnx: TestGraph.data(nodes), path: "net.onnx").scores
  }

  @Test func theLastOperationThatChangesTheMeaningCounts() throws {
    #expect(try scores("Relu", "Softmax") == .softmax)
    #expect(try scores("Relu", "Sigmoid") == .sigmoid)
    #expect(try scores("Softmax", "Transpose", "Identity") == .softmax)
    #expect(try scores("Sigmoid", "QuantizeLinear", "DequantizeLinear") == .sigmoid)
    #expect(try scores("Softmax", "ArgMax") == .classNumbers)
    #expect(try scores("Sigmoid", "Relu") == .plain)
    #expect(try scores("Relu") == .plain)
  }

  @Test func aQuantisedNetworkIsKnownByItsOperations() throws {
    func network(_ operations: [String]) throws -> ModelGraph {
      let nodes = operations.enumerated().map { TestGraph.node($1, [$0 == 0 ? "x" : "t\($0)"], "t\($0 + 1)") }
      return try ModelGraph(onnx: TestGraph.data(nodes, output: "t\(operations.count)"), path: "net.onnx")
    }
    #expect(try network(["QuantizeLinear", "DequantizeLinear", "Relu"]).isQuantised)
    #expect(try !network(["Relu", "Softmax"]).isQuantised)
  }

  @Test func dimensionsAreThoseThatTheFileStates() throws {
    let graph = try ModelGraph(
      onnx: TestGraph.data([TestGraph.node("Relu", ["x"], "y")], input: [nil, 3, nil, 64]),
      path: "net.onnx"
    )
    #expect(graph.inputs[0].dimensions == [nil, 3, nil, 64])
    #expect(graph.inputs[0].isFloat)
  }
}
