import Foundation
import OnnxMessages
import Testing

@testable import ModelGraphs

/// Graphs with numbers that no network has, and long ones.
@Suite struct BrokenGraphTests {
  private func graph(_ nodes: [OnnxNode], _ constants: [OnnxTensor] = []) throws -> ModelGraph {
    try ModelGraph(onnx: try TestGraph.data(nodes, constants: constants), path: "m")
  }

  @Test(arguments: [Int64.max, Int64.min, 1 << 40, -(1 << 40)])
  func hugeNumbersGiveNoShapeAndNoCrash(number: Int64) throws {
    let pads = TestGraph.tensor("p", [8], integers: [0, 0, number, number, 0, 0, number, number])
    let sizes = TestGraph.tensor("s", [4], integers: [1, 3, number, number])
    let weights = TestGraph.tensor("w", [number, number, 3, 3])
    for (node, constants) in [
      (TestGraph.node("Pad", ["x", "p"], "y"), [pads]),
      (TestGraph.node("Reshape", ["x", "s"], "y"), [sizes]),
      (TestGraph.node("Resize", ["x", "", "", "s"], "y"), [sizes]),
      (TestGraph.node("Conv", ["x", "w"], "y", ["dilations": [number, number]]), [weights]),
      (TestGraph.node("ConvTranspose", ["x", "w"], "y", ["group": [number]]), [weights]),
      (TestGraph.node("Concat", ["x", "x"], "y", ["axis": [number]]), []),
      (TestGraph.node("Flatten", ["x"], "y", ["axis": [number]]), []),
      (TestGraph.node("ReduceMean", ["x"], "y", ["axes": [number]]), []),
    ] {
      let read = try graph([node], constants)
      #expect(read.multiplyAdds ?? 0 >= 0)
      #expect(read.parameterCount >= 0)
    }
  }

  /// Written from the last to the first, as some programs do.
  @Test func aLongChainIsReadInOneGo() throws {
    let count = 20_000
    let nodes = (0..<count).map {
      TestGraph.node("Relu", [$0 == 0 ? "x" : "t\($0)"], $0 == count - 1 ? "y" : "t\($0 + 1)")
    }
    let start = ContinuousClock.now
    let read = try graph(nodes.reversed())
    #expect(read.layers.count == count)
    #expect(read.layers.last?.outputShape == [1, 3, 32, 48])
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  @Test func layersThatWaitForEachOtherAreNamed() {
    let nodes = [
      TestGraph.node("Add", ["x", "b"], "a", name: "first"), TestGraph.node("Relu", ["a"], "b", name: "second"),
    ]
    #expect(throws: ModelGraphError.cycle(path: "m", layer: "first")) { try graph(nodes) }
  }
}
