import EdgeDeployment
import Foundation
import TestSupport
import Testing

/// Layer graphs: shapes, operations, bytes, and what is refused.
@Suite struct LayerGraphTests {
  private let small = """
    {"name": "small", "layers": [
      {"name": "image", "type": "DataInput", "output_shape": [64, 48, 3]},
      {"name": "c1", "type": "Conv", "parents": ["image"], "kernel": [3, 3], "stride": 2, "filters": 16},
      {"name": "d1", "type": "DepthwiseConv", "parents": ["c1"], "kernel": [3, 3]},
      {"name": "p1", "type": "Conv", "parents": ["d1"], "filters": 8},
      {"name": "up", "type": "Resize", "parents": ["p1"], "scale": 2},
      {"name": "pool", "type": "ReduceMean", "parents": ["up"]},
      {"name": "fc", "type": "FullyConnected", "parents": ["pool"], "filters": 10}]}
    """

  @Test func shapesFollowFromKernelsAndStrides() throws {
    let graph = try TestGraphs.graph(small)
    let shapes = Dictionary(uniqueKeysWithValues: graph.layers.map { ($0.name, $0.output) })
    #expect(shapes["c1"] == TensorShape(height: 32, width: 24, channels: 16))
    #expect(shapes["d1"] == shapes["c1"])
    #expect(shapes["up"] == TensorShape(height: 64, width: 48, channels: 8))
    #expect(shapes["fc"] == TensorShape(height: 1, width: 1, channels: 10))
  }

  @Test func operationsAndBytesAreThoseCountedByHand() throws {
    let graph = try TestGraphs.graph(small)
    func layer(_ name: String) throws -> Layer { try #require(graph.layers.first { $0.name == name }) }
    // 3 x 3 x 3 x 16 weights at each of 32 x 24 places.
    #expect(try layer("c1").weights == 432)
    #expect(try layer("c1").multiplyAdds == 432 * 32 * 24)
    #expect(try layer("d1").multiplyAdds == 9 * 16 * 32 * 24)
    #expect(try layer("p1").multiplyAdds == 16 * 8 * 32 * 24)
    #expect(try layer("fc").operations == 2 * 8 * 10)
    // 64 x 48 x 3 values in, 32 x 24 x 16 out, two bytes each, and 432 weights of one byte.
    #expect(try layer("c1").bytes(activationBits: 16, weightBits: 8) == Double(2 * (9216 + 12288) + 432))
    #expect(graph.multiplyAdds == 331_776 + 110_592 + 98_304 + 80)
  }

  /// Two channels of 10 x 12, each spread by a kernel of 8 x 8 at every place; four times as many places come out.
  @Test func aTransposedConvolutionOfEachChannelCountsWhatGoesIn() throws {
    let graph = try TestGraphs.graph(
      """
      {"name": "up", "layers": [
        {"name": "scores", "type": "DataInput", "output_shape": [10, 12, 2]},
        {"name": "up", "type": "DepthwiseConvTranspose", "parents": ["scores"], "kernel": [8, 8], "stride": 4}]}
      """
    )
    let layer = try #require(graph.layers.last)
    #expect(layer.output == TensorShape(height: 40, width: 48, channels: 2))
    #expect(layer.weights == 128)
    #expect(layer.multiplyAdds == 128 * 10 * 12)
  }

  @Test func circlesZeroSizesAndMissingLayersAreRefusedInASentence() throws {
    func message(_ layers: String) -> String {
      do {
        _ = try TestGraphs.graph("{\"name\": \"bad\", \"layers\": \(layers)}")
        return "read"
      } catch { return "\(error)" }
    }
    let shape = "\"input_shape\": [-1, 4, 4, 8], \"output_shape\": [-1, 4, 4, 8]"
    #expect(
      message(
        "{\"a\": {\"type\": \"Relu\", \"parents\": [\"b\"], \(shape)}, \"b\": {\"type\": \"Relu\", \"parents\": [\"a\"], \(shape)}}"
      )
        == "Cannot use the graph 'bad': the layer 'a' stands in a circle of layers that feed each other. "
        + "Unroll recurrent parts before the export."
    )
    #expect(
      message("{\"a\": {\"type\": \"Relu\", \"input_shape\": [-1, 0, 4, 8], \"output_shape\": [-1, 0, 4, 8]}}")
        == "Cannot use the graph 'bad': the layer 'a' has a size that is not above zero or beyond all bounds. "
        + "Export it with fixed shapes."
    )
    #expect(
      message("{\"a\": {\"type\": \"Relu\", \"parents\": [\"x\"], \(shape)}}").contains(
        "'x', which feeds the layer 'a'"
      )
    )
    #expect(
      message("[{\"name\": \"c\", \"type\": \"Conv\", \"output_shape\": [0, 4, 8]}]").contains(
        "size that is not above zero"
      )
    )
    #expect(
      message(
        "[{\"name\": \"i\", \"type\": \"DataInput\", \"output_shape\": [4, 4, 8]}, {\"name\": \"c\", \"type\": \"Conv\", \"parents\": [\"i\"]}]"
      )
      .contains("the layer 'c' lacks 'filters'")
    )
    #expect(message("{}").contains("it has no layer"))
    // Sizes whose product leaves the whole numbers, in the file and along a chain that grows.
    let grow = (1...20).map {
      "{\"name\": \"u\($0)\", \"type\": \"Resize\", \"parents\": [\"u\($0 - 1)\"], \"scale\": 60000}"
    }
    let start = "{\"name\": \"u0\", \"type\": \"DataInput\", \"output_shape\": [64, 64, 3]}"
    #expect(message("[\(start), \(grow.joined(separator: ", "))]").contains("the layer 'u2' has a size"))
    let huge = "[-1, 16000000, 16000000, 16000000]"
    #expect(
      message("{\"a\": {\"type\": \"Relu\", \"input_shape\": \(huge), \"output_shape\": \(huge)}}").contains(
        "beyond all bounds"
      )
    )
  }

  @Test func depthwiseConvolutionsThatLostTheirGroupsAreFound() throws {
    let chain = """
      {"layers": [{"name": "i", "type": "DataInput", "output_shape": [8, 8, 3]},
      {"name": "stem", "type": "Conv", "parents": ["i"], "kernel": [3, 3], "filters": 16},
      {"name": "wide", "type": "Conv", "parents": ["stem"], "filters": FIRST},
      {"name": "middle", "type": "Conv", "parents": ["wide"], "kernel": [3, 3], "filters": FIRST},
      {"name": "narrow", "type": "Conv", "parents": ["middle"], "filters": LAST}]}
      """
    func types(_ first: Int, _ last: Int) throws -> [String] {
      try TestGraphs.graph(
        chain.replacingOccurrences(of: "FIRST", with: "\(first)").replacingOccurrences(of: "LAST", with: "\(last)")
      ).layers.map(\.type)
    }
    // An inverted bottleneck widens before and narrows behind, a ResNet's bottleneck the other way round.
    #expect(try types(64, 16)[3] == "DepthwiseConv")
    #expect(try types(8, 32)[3] == "Conv")
  }

  @Test(.enabled(if: SharedFiles.exists("vectors/latency"), "the shared vectors are absent"))
  func publishedGraphsHaveTheirKnownOperations() throws {
    func graph(_ name: String) throws -> LayerGraph {
      let data = try SharedFiles.data("vectors/latency/\(name).graph.json")
      return try JSONDecoder().decode(GraphRecord.self, from: data).graph(fallbackName: name)
    }
    // MobileNetV2 has 300 million multiply-adds (Sandler et al., CVPR 2018), ResNet50 with its stride in the 3 x 3 3.5 thousand.
    #expect(try abs(Double(graph("cf_mobilenetv2").multiplyAdds) - 300e6) < 3e6)
    #expect(try abs(Double(graph("cf_inceptionv3").multiplyAdds) - 5.72e9) < 0.05e9)
    for name in ["MobileNetV3", "tf_deeplabv3", "tf_inceptionv1", "tf_resnet50", "yolov5s"] {
      #expect(try !graph(name).layers.isEmpty)
    }
  }
}
