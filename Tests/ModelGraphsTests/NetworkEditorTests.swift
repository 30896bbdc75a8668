import Foundation
import ModelGraphs
import Testing

/// Networks that are made, resized and cut.
@Suite struct NetworkEditorTests {
  /// An image, two convolutions of which the second has half the size, a sum of both branches behind a resizing.
  private func network() throws -> (data: Data, names: [String]) {
    var builder = NetworkBuilder()
    let image = builder.input("image", [1, 3, 32, 48])
    let first = builder.convolution(image, from: 3, to: 8)
    let second = builder.convolution(first, from: 8, to: 8, kernel: 3, stride: 2)
    let large = builder.enlarged(second, by: 2)
    let sum = builder.operation("Add", [first, large])
    return (try builder.data(outputs: [(sum, [1, 8, 32, 48])]), [first, second, large, sum])
  }

  @Test func whatWasMadeIsReadBack() throws {
    let (data, names) = try network()
    let model = try ModelGraph(onnx: data, path: "made.onnx")
    #expect(model.layers.map(\.operation) == ["Conv", "Conv", "Resize", "Add"])
    #expect(model.layers.map(\.outputShape) == [[1, 8, 32, 48], [1, 8, 16, 24], [1, 8, 32, 48], [1, 8, 32, 48]])
    // 3 * 8 + 8, then 8 * 8 * 9 + 8.
    #expect(model.parameterCount == 32 + 584)
    #expect(model.outputs.map(\.name) == [names[3]])
  }

  @Test func gapsBetweenTheValuesOfAKernelKeepTheSize() throws {
    var builder = NetworkBuilder()
    let image = builder.input("image", [1, 8, 32, 48])
    let name = builder.convolution(image, from: 8, to: 8, kernel: 3, dilation: 6, isDepthwise: true)
    let layer = try #require(
      try ModelGraph(onnx: builder.data(outputs: [(name, [1, 8, 32, 48])]), path: "made.onnx").layers.first
    )
    #expect(layer.dilation == 6 && layer.outputShape == [1, 8, 32, 48])
  }

  @Test func anotherSizeChangesEveryShape() throws {
    let (data, _) = try network()
    let resized = try NetworkEditor(onnx: data, path: "made.onnx").resized(rows: 64, columns: 64)
    let model = try ModelGraph(onnx: resized, path: "resized.onnx")
    #expect(model.inputs.first?.shape == [1, 3, 64, 64])
    #expect(model.layers.last?.outputShape == [1, 8, 64, 64])
    #expect(model.outputs.first?.shape == [1, 8, 64, 64])
  }

  @Test func aCutBehindASkipNeedsBothTensors() throws {
    let (data, names) = try network()
    let editor = try NetworkEditor(onnx: data, path: "made.onnx")
    let (skip, inner) = ((name: names[0], shape: [1, 8, 32, 48]), (name: names[1], shape: [1, 8, 16, 24]))
    let end = (name: names[3], shape: [1, 8, 32, 48])
    let before = try ModelGraph(
      onnx: try editor.part(from: [("image", [1, 3, 32, 48])], to: [skip, inner]),
      path: "first.onnx"
    )
    #expect(before.layers.map(\.operation) == ["Conv", "Conv", "Identity", "Identity"])
    #expect(before.outputs.map(\.name) == ["result0", "result1"])
    let behind = try ModelGraph(onnx: try editor.part(from: [skip, inner], to: [end]), path: "second.onnx")
    #expect(behind.layers.map(\.operation) == ["Resize", "Add", "Identity"])
    // Weights of the first half do not travel.
    #expect(behind.parameterCount == 0)
    #expect(throws: ModelGraphError.self) { try editor.part(from: [inner], to: [end]) }
  }
}
