import Foundation
import ModelGraphs
import OnnxMessages
import SwiftProtobuf
import Testing

/// Sizes that a network reckons from its own tensors, and branches that they choose.
@Suite struct ConstantFoldingTests {
  private static func graph(_ nodes: [OnnxNode], constants: [OnnxTensor]) throws -> ModelGraph {
    try ModelGraph(onnx: TestGraph.data(nodes, input: [1, 3, 8, 8], constants: constants), path: "test.onnx")
  }

  @Test func whatIsNotKnownDoesNotStopTheRest() throws {
    let graph = try Self.graph(
      [
        TestGraph.node("Conv", ["x", "w"], "a"), TestGraph.node("Strange", ["a"], "b"),
        TestGraph.node("Relu", ["b"], "y"),
      ],
      constants: [TestGraph.tensor("w", [4, 3, 1, 1])]
    )
    #expect(graph.multiplyAdds == nil)
    #expect(graph.knownMultiplyAdds.sum == 12 * 8 * 8 && graph.knownMultiplyAdds.unknownLayers == 1)
    #expect(graph.unknownOperations == ["Relu", "Strange"])
  }

  /// The sizes of a tensor decide which branch is taken, as old exporters wrote `squeeze`.
  @Test(arguments: [(8, 768), (9, 1536)] as [(Int64, Int)])
  func aBranchThatSizesChooseIsFollowed(compared: Int64, multiplyAdds: Int) throws {
    func branch(_ weights: String, _ name: String) throws -> OnnxAttribute {
      var graph = OnnxBranch()
      graph.g.node = [TestGraph.node("Conv", ["x", weights], "r_\(weights)")]
      graph.g.output = [TestGraph.value("r_\(weights)", [])]
      // A graph stands where the messages that are read know no field.
      var attribute = try OnnxAttribute(serializedBytes: graph.serializedBytes() as [UInt8])
      attribute.name = name
      return attribute
    }
    var choice = TestGraph.node("If", ["is"], "y")
    choice.attribute = try [branch("w", "then_branch"), branch("v", "else_branch")]
    let graph = try Self.graph(
      [
        TestGraph.node("Shape", ["x"], "s"), TestGraph.node("Gather", ["s", "three"], "n"),
        TestGraph.node("Equal", ["n", "compared"], "is"), choice,
      ],
      constants: [
        TestGraph.tensor("w", [4, 3, 1, 1]), TestGraph.tensor("v", [8, 3, 1, 1]),
        TestGraph.tensor("three", [1], integers: [3]), TestGraph.tensor("compared", [1], integers: [compared]),
      ]
    )
    #expect(graph.multiplyAdds == multiplyAdds)
    #expect(graph.outputs.first?.shape == [1, compared == 8 ? 4 : 8, 8, 8])
  }

  /// An LSTM of 5 steps, both ways: 4 gates of 7 numbers from 6 that go in and 7 that it remembers.
  @Test func recurrentLayersAreCountedByTheirMatrices() throws {
    var layer = TestGraph.node("LSTM", ["x", "w", "r"], "y")
    var hidden = OnnxAttribute()
    hidden.name = "hidden_size"
    hidden.i = 7
    var direction = OnnxAttribute()
    direction.name = "direction"
    direction.s = Data("bidirectional".utf8)
    layer.attribute = [hidden, direction]
    let graph = try ModelGraph(
      onnx: TestGraph.data(
        [layer],
        input: [5, 1, 6],
        constants: [TestGraph.tensor("w", [2, 28, 6]), TestGraph.tensor("r", [2, 28, 7])]
      ),
      path: "test.onnx"
    )
    #expect(graph.multiplyAdds == 5 * 2 * 4 * 7 * (6 + 7))
    #expect(graph.outputs.first?.shape == [5, 2, 1, 7])
  }
}
