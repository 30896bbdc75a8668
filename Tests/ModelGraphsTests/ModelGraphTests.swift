import Foundation
import ModelGraphs
import OnnxMessages
import TestSupport
import Testing

@Suite struct ModelGraphTests {
  private static func graph(
    _ nodes: [OnnxNode],
    input: [Int64?] = [nil, 3, 32, 48],
    constants: [OnnxTensor] = [],
    resolution: (rows: Int, columns: Int)? = nil
  ) throws -> ModelGraph {
    try ModelGraph(
      onnx: TestGraph.data(nodes, input: input, constants: constants),
      path: "test.onnx",
      resolution: resolution
    )
  }

  private static func convolution(
    _ operation: String,
    _ settings: [String: [Int64]],
    input: [Int64?],
    weights: [Int64]
  ) throws -> ModelGraph {
    try graph(
      [TestGraph.node(operation, ["x", "w"], "y", settings)],
      input: input,
      constants: [TestGraph.tensor("w", weights)]
    )
  }

  /// A convolution of 3 x 3 with stride 2 from 3 to 16 channels: 16 rows of 24 columns, 27 products for each of 16.
  @Test func aConvolutionIsCountedByHand() throws {
    let graph = try Self.graph(
      [
        TestGraph.node(
          "Conv",
          ["x", "w", "b"],
          "y",
          name: "/net/stem/conv/Conv",
          ["pads": [1, 1, 1, 1], "strides": [2, 2], "kernel_shape": [3, 3]]
        )
      ],
      constants: [TestGraph.tensor("w", [16, 3, 3, 3]), TestGraph.tensor("b", [16])]
    )
    #expect(graph.outputs.map(\.shape) == [[1, 16, 16, 24]])
    #expect(graph.multiplyAdds == 16 * 24 * 16 * 27)
    #expect(graph.parameterCount == 16 * 27 + 16)
    #expect(graph.layers[0].block == "stem")
    #expect(graph.layers[0].kernel == [3, 3])
  }

  /// A depthwise one of 5 x 5, dilated by 2 and padded by 4, keeps the size and meets each channel alone.
  @Test func aDepthwiseConvolutionMeetsEachChannelAlone() throws {
    let settings: [String: [Int64]] = ["pads": [4, 4, 4, 4], "dilations": [2, 2], "group": [8]]
    let graph = try Self.convolution("Conv", settings, input: [1, 8, 20, 30], weights: [8, 1, 5, 5])
    #expect(graph.outputs[0].shape == [1, 8, 20, 30])
    #expect(graph.multiplyAdds == 20 * 30 * 8 * 25)
    #expect(graph.layers[0].groups == 8)
  }

  /// How some networks enlarge their scores: 8 x 8 kernels four apart, one for each channel.
  @Test func aTransposedConvolutionEnlargesEachChannelAlone() throws {
    let settings: [String: [Int64]] = [
      "pads": [6, 6, 6, 6], "strides": [4, 4], "group": [2], "kernel_shape": [8, 8],
    ]
    let graph = try Self.convolution("ConvTranspose", settings, input: [1, 2, 18, 14], weights: [2, 1, 8, 8])
    #expect(graph.outputs[0].shape == [1, 2, 64, 48])
    #expect(graph.multiplyAdds == 2 * 64 * 18 * 14)
    #expect(graph.layers[0].groups == 2)
  }

  @Test(
    arguments: [
      ("GlobalAveragePool", [:], [1, 3, 1, 1]),
      ("Relu", [:], [1, 3, 32, 48]),
      ("MaxPool", ["kernel_shape": [2, 2], "strides": [2, 2]], [1, 3, 16, 24]),
      ("AveragePool", ["kernel_shape": [3, 3], "strides": [2, 2], "ceil_mode": [1]], [1, 3, 16, 24]),
      ("Transpose", ["perm": [0, 2, 3, 1]], [1, 32, 48, 3]),
      ("Flatten", ["axis": [1]], [1, 4608]),
      ("ReduceMean", ["axes": [2, 3], "keepdims": [0]], [1, 3]),
      ("ReduceMin", ["axes": [1]], [1, 1, 32, 48]),
      ("ReduceMax", ["keepdims": [1]], [1, 1, 1, 1]),
      ("ReduceL2", ["axes": [-1], "keepdims": [0]], [1, 3, 32]),
      ("Log", [:], [1, 3, 32, 48]),
      ("Sqrt", [:], [1, 3, 32, 48]),
      ("Exp", [:], [1, 3, 32, 48]),
      ("Neg", [:], [1, 3, 32, 48]),
    ] as [(String, [String: [Int64]], [Int])]
  )
  func shapesFollowTheOperators(operation: String, settings: [String: [Int64]], shape: [Int]) throws {
    let graph = try Self.graph([TestGraph.node(operation, ["x"], "y", settings)])
    #expect(graph.outputs[0].shape == shape)
    #expect(graph.multiplyAdds == 0)
  }

  @Test func constantsSayHowTensorsAreResizedAndReshaped() throws {
    let graph = try Self.graph(
      [
        TestGraph.node("Resize", ["x", "", "scales"], "a"),
        TestGraph.node("Concat", ["a", "a"], "b", ["axis": [1]]),
        TestGraph.node("Reshape", ["b", "shape"], "y"),
      ],
      constants: [
        TestGraph.tensor("scales", [4], numbers: [1, 1, 2, 0.5]), TestGraph.tensor("shape", [3], integers: [0, 6, -1]),
      ]
    )
    #expect(graph.layers.map(\.outputShape) == [[1, 3, 64, 24], [1, 6, 64, 24], [1, 6, 1536]])
    #expect(graph.parameterCount == 0)
  }

  @Test func axesMayBeAConstant() throws {
    let graph = try Self.graph(
      [
        TestGraph.node("ReduceSum", ["x", "axes"], "a", ["keepdims": [0]]),
        TestGraph.node("Pow", ["a", "two"], "b"),
        // None, and that means none.
        TestGraph.node("ReduceSum", ["b", ""], "c", ["noop_with_empty_axes": [1]]),
        TestGraph.node("ReduceSum", ["c"], "y"),
      ],
      constants: [TestGraph.tensor("axes", [2], integers: [1, 3]), TestGraph.tensor("two", [], numbers: [2])]
    )
    #expect(graph.layers.map(\.outputShape) == [[1, 32], [1, 32], [1, 32], [1, 1]])
    #expect(graph.unknownOperations == [])
    // The axes are no parameters; the exponent might be learnt.
    #expect(graph.parameterCount == 1)
  }

  /// EfficientNet-Lite pads strided convolutions at the lower and right edges only: (32 + 1 - 3) / 2 + 1 = 16.
  @Test func oneSidedPadsHalveTheSize() throws {
    let settings: [String: [Int64]] = [
      "pads": [0, 0, 1, 1], "strides": [2, 2], "group": [8], "kernel_shape": [3, 3],
    ]
    let graph = try Self.convolution("Conv", settings, input: [1, 8, 32, 48], weights: [8, 1, 3, 3])
    #expect(graph.outputs[0].shape == [1, 8, 16, 24])
    #expect(graph.multiplyAdds == 8 * 16 * 24 * 9)
  }

  @Test func anotherResolutionGivesOtherShapes() throws {
    let nodes = [TestGraph.node("MaxPool", ["x"], "y", ["kernel_shape": [2, 2], "strides": [2, 2]])]
    #expect(try Self.graph(nodes, resolution: (540, 960)).outputs[0].shape == [1, 3, 270, 480])
    #expect(throws: ModelGraphError.noImageInput(path: "test.onnx")) {
      try Self.graph(nodes, input: [1, 10], resolution: (540, 960))
    }
  }

  @Test func layersOutOfOrderArePutInOrder() throws {
    let graph = try Self.graph([TestGraph.node("Relu", ["a"], "y"), TestGraph.node("Relu", ["x"], "a")])
    #expect(graph.layers.map(\.name) == ["a", "y"])
  }

  @Test func whatIsNoNetworkIsRefused() throws {
    #expect(throws: ModelGraphError.cycle(path: "test.onnx", layer: "a")) {
      try Self.graph([TestGraph.node("Add", ["x", "y"], "a"), TestGraph.node("Relu", ["a"], "y")])
    }
    #expect(throws: ModelGraphError.empty(path: "test.onnx")) { try Self.graph([]) }
    #expect(throws: ModelGraphError.self) { try ModelGraph(onnx: Data("weeds".utf8), path: "a.onnx") }
    #expect(throws: ModelGraphError.notOnnx(path: "a.onnx", reason: "it holds no graph")) {
      try ModelGraph(onnx: Data(), path: "a.onnx")
    }
  }

  @Test func whatHasNoRuleIsUnknownAndNotZero() throws {
    let graph = try Self.graph(
      [TestGraph.node("Scramble", ["x"], "a"), TestGraph.node("Conv", ["a", "w"], "y")],
      constants: [TestGraph.tensor("w", [4, 3, 1, 1])]
    )
    #expect(graph.multiplyAdds == nil)
    #expect(graph.unknownOperations.contains("Scramble"))
  }

  /// Sizes that overflow, and windows larger than what they look at.
  @Test(arguments: [
    [1, 3, Int64.max, Int64.max], [1, 3, 2, 2], [1, 3, -5, 0], [1, 3, 2_000_000_000, 2_000_000_000],
  ])
  func sizesThatCannotBeAreUnknown(input: [Int64]) throws {
    let graph = try Self.graph(
      [TestGraph.node("Conv", ["x", "w"], "y", ["strides": [1, 1]])],
      input: input,
      constants: [TestGraph.tensor("w", [1_000_000_000, 3, 5, 5])]
    )
    #expect(graph.multiplyAdds == nil)
  }

  @Test(arguments: 1...200)
  func brokenFilesGiveAResultOrASentence(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var bytes = [UInt8](
      try TestGraph.data(
        [
          TestGraph.node("Conv", ["x", "w"], "a", ["pads": [1, 1, 1, 1], "strides": [2, 2]]),
          TestGraph.node("Resize", ["a", "", "scales"], "b"), TestGraph.node("Reshape", ["b", "shape"], "y"),
        ],
        constants: [
          TestGraph.tensor("w", [4, 3, 3, 3]), TestGraph.tensor("scales", [4], numbers: [1, 1, 2, 2]),
          TestGraph.tensor("shape", [2], integers: [1, -1]),
        ]
      )
    )
    if seed % 2 == 0 { bytes.removeLast(Int.random(in: 1..<bytes.count, using: &generator)) }
    for _ in 0..<Int.random(in: 1...6, using: &generator) {
      bytes[Int.random(in: 0..<bytes.count, using: &generator)] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    }
    do {
      let graph = try ModelGraph(onnx: Data(bytes), path: "broken.onnx")
      #expect(!graph.layers.isEmpty)
    } catch let error as ModelGraphError {
      #expect(error.description.contains("broken.onnx"))
    }
  }
}
