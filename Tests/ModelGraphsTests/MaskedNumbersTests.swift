import Foundation
import ModelGraphs
import OnnxMessages
import SwiftProtobuf
import Testing

/// Numbers of a network that are replaced when it is loaded.
@Suite struct MaskedNumbersTests {
  private func network(_ bias: OnnxTensor, nodes: [OnnxNode] = []) throws -> Data {
    let weights = TestGraph.tensor("w", [3, 3, 1, 1], numbers: [Float](repeating: 0.5, count: 9))
    let convolution = TestGraph.node("Conv", ["x", "w", "b"], "y", ["kernel_shape": [1, 1]])
    return try TestGraph.data(nodes + [convolution], constants: [weights, bias])
  }

  private func masked(_ data: Data, _ name: String = "b", count: Int = 3) throws -> OnnxModel {
    let editor = try NetworkEditor(onnx: data, path: "made.onnx")
    return try OnnxModel(serializedBytes: editor.replacing([0, 2], of: name, count: count, with: -10_000))
  }

  @Test(arguments: [false, true])
  func theOtherNumbersAndAllElseStay(isRaw: Bool) throws {
    var bias = TestGraph.tensor("b", [3], numbers: [1, -2.5, 3])
    if isRaw {
      bias.floatData = []
      // 1, -2.5 and 3, the lowest byte first.
      bias.rawData = Data([0, 0, 0x80, 0x3F, 0, 0, 0x20, 0xC0, 0, 0, 0x40, 0x40])
    }
    let data = try network(bias)
    let found = try masked(data)
    #expect(found.graph.initializer.first { $0.name == "b" }?.floatData == [-10_000, -2.5, -10_000])
    #expect(found.graph.initializer.first { $0.name == "b" }?.dims == [3])
    #expect(found.graph.initializer.first { $0.name == "w" }?.floatData == [Float](repeating: 0.5, count: 9))
    #expect(try found.graph.node == OnnxModel(serializedBytes: data).graph.node)
  }

  /// As ONNX Runtime writes it: whole numbers, with a scale for each.
  @Test func aQuantisedTensorBecomesOneOfNumbersAgain() throws {
    var bias = TestGraph.tensor("b_quantized", [3])
    bias.dataType = 6
    bias.rawData = Data([10, 0, 0, 0, 0xF8, 0xFF, 0xFF, 0xFF, 3, 0, 0, 0])
    var model = try OnnxModel(
      serializedBytes: network(bias, nodes: [TestGraph.node("DequantizeLinear", ["b_quantized", "s"], "b")])
    )
    model.graph.initializer.append(TestGraph.tensor("s", [3], numbers: [1, 0.25, 2]))
    model.graph.node += [
      TestGraph.node("QuantizeLinear", ["y", "t"], "q"), TestGraph.node("DequantizeLinear", ["q", "t"], "d"),
      TestGraph.node("Softmax", ["d"], "z", ["axis": [1]]),
    ]
    model.graph.initializer.append(TestGraph.tensor("t", [], numbers: [0.1]))
    let found = try masked(model.serializedData())
    // In 8 bits with a scale of 0.1, -10000 would become -12.8 at least.
    #expect(found.graph.node.first { $0.opType == "Softmax" }?.input == ["y"])
    #expect(found.graph.initializer.first { $0.name == "b" }?.floatData == [-10_000, -2, -10_000])
  }

  @Test func whatIsNotThereOrOfAnotherLengthIsRefused() throws {
    let data = try network(TestGraph.tensor("b", [3], numbers: [1, 2, 3]))
    #expect {
      try masked(data, "c")
    } throws: {
      "\($0)" == """
        Cannot use 'made.onnx': its card names the tensor 'c' of 3 numbers of 32 bits, and the file holds none of that \
        name. Put the card that belongs to the model beside it.
        """
    }
    #expect {
      try masked(data, count: 4)
    } throws: {
      "\($0)".contains("the tensor 'b' of 4 numbers of 32 bits, and the file's has 3.")
    }
    let whole = try network(TestGraph.tensor("b", [3], integers: [1, 2, 3]))
    #expect {
      try masked(whole)
    } throws: {
      "\($0)".contains("and the file's are of another kind.")
    }
  }
}
