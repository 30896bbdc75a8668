import Foundation
import ModelGraphs
import TestSupport
import Testing
import VisionRuntime

/// Networks of any inputs and outputs, and halves of one.
@Suite struct TensorNetworkTests {
  private static let engines: [TensorNetwork.Engine] = {
    guard let library = try? OpenVINOLibrary(), !library.candidates.filter({ $0.contains("/") }).isEmpty else {
      return [.openCV]
    }
    return [.openCV, .openVINO(library)]
  }()

  private func run(
    _ data: Data,
    _ engine: TensorNetwork.Engine,
    _ inputs: [(name: String, values: [Float], shape: [Int])],
    _ outputs: [(name: String, count: Int)]
  ) throws -> [[Float]] {
    let network = try TensorNetwork(onnx: data, outputs: outputs.map(\.name), engine: engine)
    for input in inputs { try network.set(input.name, input.values, shape: input.shape) }
    try network.infer()
    return try outputs.map { try network.output($0.name, count: $0.count) }
  }

  @Test(arguments: engines.indices)
  func twoHalvesGiveWhatTheWholeGives(engine: Int) throws {
    let engine = Self.engines[engine]
    var builder = NetworkBuilder()
    let image = builder.input("image", [1, 3, 16, 24])
    let first = builder.convolution(image, from: 3, to: 8)
    let second = builder.convolution(first, from: 8, to: 8, kernel: 3, stride: 2)
    let sum = builder.operation("Add", [first, builder.enlarged(second, by: 2)])
    let end = (name: sum, shape: [1, 8, 16, 24])
    let editor = try NetworkEditor(onnx: try builder.data(outputs: [end]), path: "made.onnx")
    let values: [Float] = (0..<1152).map { (index: Int) -> Float in Float(index % 17) / 8 - 1 }
    let start = (name: "image", shape: [1, 3, 16, 24])
    let crossing = [(name: first, shape: [1, 8, 16, 24]), (name: second, shape: [1, 8, 8, 12])]
    let whole = try run(
      try editor.part(from: [start], to: [end]),
      engine,
      [("image", values, start.shape)],
      [("result0", 3072)]
    )[0]
    let halves = try run(
      try editor.part(from: [start], to: crossing),
      engine,
      [("image", values, start.shape)],
      [("result0", 3072), ("result1", 768)]
    )
    let joined = try run(
      try editor.part(from: crossing, to: [end]),
      engine,
      [(first, halves[0], crossing[0].shape), (second, halves[1], crossing[1].shape)],
      [("result0", 3072)]
    )[0]
    #expect(Set(whole).count > 100)
    #expect(zip(whole, joined).allSatisfy { abs($0 - $1) < 1e-4 })
  }

  @Test(arguments: engines.indices)
  func theTimeOfAMarkedLayerIsFoundAmongThoseOfAll(engine: Int) throws {
    var builder = NetworkBuilder()
    let first = builder.convolution(builder.input("x", [1, 3, 128, 128]), from: 3, to: 32)
    builder.mark = "probe."
    let second = builder.convolution(first, from: 32, to: 64, kernel: 3)
    builder.mark = ""
    let output = builder.operation("GlobalAveragePool", [second])
    let data = try builder.data(outputs: [(output, [1, 64, 1, 1])])
    let network = try TensorNetwork(onnx: data, outputs: [output], engine: Self.engines[engine], profiles: true)
    try network.set("x", (0..<(3 * 128 * 128)).map { Float($0 % 7) }, shape: [1, 3, 128, 128])
    let start = ContinuousClock.now
    for _ in 0..<5 { try network.infer() }
    let passed = (ContinuousClock.now - start) / .milliseconds(1)
    let times = try network.layerTimes()
    let marked = times.filter { $0.name.contains("probe.") }.reduce(0) { $0 + $1.milliseconds }
    let all = times.reduce(0) { $0 + $1.milliseconds }
    // It has nine tenths of the products of the whole, and the mean of five runs is no longer than a fifth of them.
    #expect(marked > 0.3 * all && marked < all)
    #expect(all * 5 < passed)
  }

  @Test(arguments: engines.indices)
  func wrongNumbersAreRefused(engine: Int) throws {
    var builder = NetworkBuilder()
    let output = builder.convolution(builder.input("x", [1, 3, 8, 8]), from: 3, to: 4)
    let data = try builder.data(outputs: [(output, [1, 4, 8, 8])])
    let values = [Float](repeating: 1, count: 192)
    #expect(throws: VisionRuntimeError.self) {
      try run(data, Self.engines[engine], [("x", values, [1, 3, 8, 8])], [(output, 5)])
    }
    #expect(throws: VisionRuntimeError.self) {
      try run(data, Self.engines[engine], [("x", values, [1, 3, 8, 9])], [(output, 256)])
    }
  }
}
