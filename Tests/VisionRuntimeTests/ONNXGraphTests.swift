import EdgeDeployment
import Foundation
import TestSupport
import Testing

@testable import VisionRuntime

/// Layer graphs of ONNX models.
@Suite struct ONNXGraphTests {
  /// A field of a protobuf message: bytes, a text, a number.
  private func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] { [number << 3 | 2, UInt8(bytes.count)] + bytes }
  private func field(_ number: UInt8, _ text: String) -> [UInt8] { field(number, Array(text.utf8)) }
  private func field(_ number: UInt8, _ value: UInt8) -> [UInt8] { [number << 3, value] }

  private func node(_ type: String, _ inputs: [String], _ output: String, _ attributes: [[UInt8]] = []) -> [UInt8] {
    let body =
      inputs.flatMap { field(1, $0) } + field(2, output) + field(4, type) + attributes.flatMap { field(5, $0) }
    return field(1, body)
  }
  private func list(_ name: String, _ values: [UInt8]) -> [UInt8] {
    field(1, name) + values.flatMap { field(8, $0) }
  }
  private func constant(_ name: String, dimensions: [UInt8], type: UInt8 = 1, raw: [UInt8] = []) -> [UInt8] {
    field(5, dimensions.flatMap { field(1, $0) } + field(2, type) + field(8, name) + (raw.isEmpty ? [] : field(9, raw)))
  }
  private func model(_ graph: [UInt8]) -> [UInt8] {
    let shape = [1, 3, 33, 20].flatMap { field(1, field(1, UInt8($0))) }
    let input = field(11, field(1, "image") + field(2, field(1, field(1, UInt8(1)) + field(2, shape))))
    let body = graph + input
    // Lengths above 127 take two bytes.
    return [7 << 3 | 2, UInt8(body.count & 127) | 128, UInt8(body.count >> 7)] + body
  }

  @Test func shapesFollowFromKernelsPaddingAndScales() throws {
    // Scales 1, 1, 2, 2 as little-endian floats.
    let scales = [Float(1), 1, 2, 2].flatMap { value in
      (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * UInt32($0))) }
    }
    let graph =
      constant("w", dimensions: [8, 3, 3, 3]) + constant("d", dimensions: [8, 1, 5, 5])
      + constant("s", dimensions: [4], raw: scales)
      + node("Conv", ["image", "w"], "c", [list("strides", [2, 2]), list("pads", [1, 1, 1, 1])])
      + node("Conv", ["c", "d"], "e", [field(1, "group") + field(3, UInt8(8)), list("pads", [2, 2, 2, 2])])
      + node("Relu", ["e"], "r") + node("Resize", ["r", "", "s"], "u")
      + node("Concat", ["u", "u"], "x", [field(1, "axis") + field(3, UInt8(1))])
      + node("GlobalAveragePool", ["x"], "g")
    let network = try ONNXGraph.graph(bytes: model(graph), path: "made.onnx", size: nil)
    #expect(
      network.layers.map(\.type) == ["DataInput", "Conv", "DepthwiseConv", "Relu", "Resize", "Concat", "ReduceMean"]
    )
    // 33 rows and 20 columns with stride 2 and a border of 1: 17 and 10.
    #expect(network.layers[1].output == TensorShape(height: 17, width: 10, channels: 8))
    #expect(network.layers[2].output == network.layers[1].output)
    #expect(network.layers[2].multiplyAdds == 25 * 8 * 170)
    #expect(network.layers[4].output == TensorShape(height: 34, width: 20, channels: 8))
    #expect(network.layers[5].output == TensorShape(height: 34, width: 20, channels: 16))
    #expect(network.layers[6].output == TensorShape(height: 1, width: 1, channels: 16))
    let larger = try ONNXGraph.graph(bytes: model(graph), path: "made.onnx", size: (width: 40, height: 66))
    #expect(larger.layers[1].output == TensorShape(height: 33, width: 20, channels: 8))
  }

  @Test func whatCannotBeWorkedOutIsRefusedInASentence() {
    do {
      _ = try ONNXGraph.graph(bytes: model(node("Loop", ["image"], "l")), path: "made.onnx", size: nil)
      Issue.record("a loop has a shape")
    } catch {
      #expect("\(error)".contains("the shape behind 'l' of type 'Loop' cannot be worked out"))
    }
  }

  @Test func theShippedModelHasTheMultiplyAddsOfItsCard() throws {
    let folder = SharedFiles.projectFolder.appendingPathComponent("Sources/ragweed/Resources/model")
    let network = try ONNXGraph.load(path: folder.appendingPathComponent("weed-v1.onnx").path)
    #expect(network.layers.count { $0.type == "Conv" || $0.type == "DepthwiseConv" } == 71)
    let card = try JSONSerialization.jsonObject(
      with: Data(contentsOf: folder.appendingPathComponent("weed-v1.card.json"))
    )
    #expect((card as? [String: Any])?["multiply_adds"] as? Int == network.multiplyAdds)
    #expect(network.layers.last?.output.height == 512 && network.layers.last?.output.width == 512)
    // Twice the side is four times the work, but for the layers behind global pooling.
    let large = try ONNXGraph.load(path: folder.appendingPathComponent("weed-v1.onnx").path, size: (1024, 1024))
    #expect(abs(Double(large.multiplyAdds) / Double(network.multiplyAdds) - 4) < 0.01)
  }
}
