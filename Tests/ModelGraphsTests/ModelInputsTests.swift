import Foundation
import ModelGraphs
import TestSupport
import Testing

@Suite struct ModelInputsTests {
  private func inputs(_ bytes: [UInt8]) throws -> [ModelGraph.Port] {
    try ModelGraph.inputs(onnx: Data(bytes), path: "a.onnx")
  }

  /// A protobuf field of bytes.
  private func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] { [number << 3 | 2, UInt8(bytes.count)] + bytes }

  private func name(_ text: String) -> [UInt8] { field(1, Array(text.utf8)) }

  /// A dimension with a fixed value, or with a name only.
  private func dimension(_ value: UInt8?) -> [UInt8] {
    field(1, value.map { [1 << 3, $0] } ?? field(2, Array("N".utf8)))
  }

  private func input(_ text: String, _ dimensions: [UInt8?]) -> [UInt8] {
    let shape = field(2, dimensions.flatMap(dimension))
    return field(11, name(text) + field(2, field(1, [1 << 3, 1] + shape)))
  }

  @Test func namesAndDimensionsAreRead() throws {
    let graph = input("image", [nil, 3, 64, 64])
    let found = try inputs(field(7, graph))
    #expect(found.map(\.name) == ["image"] && found.map(\.dimensions) == [[nil, 3, 64, 64]])
    #expect(found.map(\.description) == ["'image' of any x 3 x 64 x 64"])
  }

  @Test func weightsListedAsInputsAreNotInputs() throws {
    let weight = field(5, field(8, Array("w".utf8)))
    let graph = input("image", [1, 3, 8, 8]) + input("w", [4]) + weight
    #expect(try inputs(field(7, graph)).map(\.name) == ["image"])
  }

  @Test func randomBytesAreNoModelAndNoCrash() {
    var random = SeededGenerator(seed: 8)
    for _ in 0..<3000 {
      let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      _ = try? inputs(bytes)
    }
  }

  @Test func everyTruncationIsNoticedOrHarmless() throws {
    let whole = field(7, input("image", [1, 3, 8, 8]))
    for count in 0..<whole.count {
      #expect(throws: (any Error).self) { try inputs(Array(whole.prefix(count))) }
    }
  }

  @Test(
    .enabled(if: SharedFiles.exists("samples/onnx/deepness_one_output_softmax_bsx2x512x512.onnx"), "needs ../shared")
  )
  func modelsOfOthersAreRead() throws {
    let path = SharedFiles.path("samples/onnx/deepness_one_output_softmax_bsx2x512x512.onnx")
    let found = try ModelGraph.inputs(onnx: Data(contentsOf: URL(fileURLWithPath: path)), path: path)
    #expect(found.count == 1)
    #expect(found.first?.dimensions.suffix(2) == [512, 512])
  }
}
