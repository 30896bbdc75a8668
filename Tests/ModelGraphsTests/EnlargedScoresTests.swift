import Foundation
import ModelGraphs
import Testing

/// Where a network that ends by enlarging its scores is cut.
@Suite struct EnlargedScoresTests {
  /// Scores of two classes at a quarter of the image's size.
  private func scores(_ builder: inout NetworkBuilder) -> String {
    let image = builder.input("image", [1, 3, 32, 48])
    return builder.convolution(image, from: 3, to: 2, kernel: 3, stride: 4)
  }

  @Test func whatComesBeforeTheEnlargementIsKept() throws {
    var builder = NetworkBuilder()
    let small = scores(&builder)
    let large = builder.enlarged(small, by: 4)
    let end = builder.operation("Softmax", [large], integers: ["axis": [1]])
    let data = try builder.data(outputs: [(end, [1, 2, 32, 48])])
    let found = try #require(try EnlargedScores(onnx: data, path: "made.onnx"))
    #expect(found.factor == 4 && found.hasSoftmax)
    let rest = try ModelGraph(onnx: found.network, path: "cut.onnx")
    #expect(rest.layers.map(\.operation) == ["Conv", "Identity"])
    #expect(rest.outputs.first?.shape == [1, 2, 8, 12])
  }

  @Test func anEnlargementAloneIsFoundToo() throws {
    var builder = NetworkBuilder()
    let small = builder.operation("Softmax", [scores(&builder)], integers: ["axis": [1]])
    let large = builder.enlarged(small, by: 4)
    let found = try #require(
      try EnlargedScores(onnx: builder.data(outputs: [(large, [1, 2, 32, 48])]), path: "made.onnx")
    )
    #expect(found.factor == 4 && !found.hasSoftmax)
    let rest = try ModelGraph(onnx: found.network, path: "cut.onnx")
    #expect(rest.layers.map(\.operation) == ["Conv", "Softmax", "Identity"])
  }

  @Test func hardSigmoidsBetweenConvolutionsBecomeClips() throws {
    var builder = NetworkBuilder()
    let image = builder.input("image", [1, 3, 32, 48])
    let first = builder.convolution(image, from: 3, to: 4, kernel: 3, stride: 4)
    let shunt = builder.operation("HardSigmoid", [first], number: ["alpha": 0.25])
    let second = builder.convolution(shunt, from: 4, to: 2)
    let gate = builder.operation("HardSigmoid", [second])
    let small = builder.operation("Mul", [second, gate])
    let large = builder.enlarged(small, by: 4)
    let end = builder.operation("Softmax", [large], integers: ["axis": [1]])
    let data = try builder.data(outputs: [(end, [1, 2, 32, 48])])
    let found = try #require(try EnlargedScores(onnx: data, path: "made.onnx"))
    let rest = try ModelGraph(onnx: found.network, path: "cut.onnx")
    // The gate, which multiplies, stays.
    let expected = ["Conv", "Mul", "Add", "Clip", "Conv", "HardSigmoid", "Mul", "Identity"]
    #expect(rest.layers.map(\.operation) == expected)
    #expect(rest.outputs.first?.shape == [1, 2, 8, 12])
  }

  @Test func aFurtherOutputComesOutOfTheRest() throws {
    var builder = NetworkBuilder()
    let small = scores(&builder)
    let large = builder.enlarged(small, by: 4)
    let end = builder.operation("Softmax", [large], integers: ["axis": [1]])
    let mean = builder.operation("GlobalAveragePool", [small])
    let figure = builder.operation("ReduceMean", [mean], integers: ["axes": [1]])
    // The order of the outputs says nothing.
    let data = try builder.data(outputs: [(figure, [1, 1, 1, 1]), (end, [1, 2, 32, 48])])
    #expect(try EnlargedScores(onnx: data, path: "made.onnx") == nil)
    let found = try #require(try EnlargedScores(onnx: data, path: "made.onnx", further: [figure]))
    let rest = try ModelGraph(onnx: found.network, path: "cut.onnx")
    #expect(found.factor == 4)
    #expect(rest.outputs.map(\.name) == ["result0", "result1"])
    #expect(rest.outputs.map(\.shape) == [[1, 2, 8, 12], [1, 1, 1, 1]])
    #expect(rest.layers.map(\.operation) == ["Conv", "GlobalAveragePool", "ReduceMean", "Identity", "Identity"])
    #expect(try EnlargedScores(onnx: data, path: "made.onnx", further: ["another"]) == nil)
  }

  @Test func aNetworkThatEndsInAnotherWayIsLeftWhole() throws {
    var builder = NetworkBuilder()
    let small = scores(&builder)
    let large = builder.enlarged(small, by: 4)
    let gate = builder.operation("Sigmoid", [large])
    let independent = try builder.data(outputs: [(gate, [1, 2, 32, 48])])
    #expect(try EnlargedScores(onnx: independent, path: "independent.onnx") == nil)
    // A softmax over the columns.
    let end = builder.operation("Softmax", [large], integers: ["axis": [3]])
    let other = try builder.data(outputs: [(end, [1, 2, 32, 48])])
    #expect(try EnlargedScores(onnx: other, path: "other.onnx") == nil)
  }
}
