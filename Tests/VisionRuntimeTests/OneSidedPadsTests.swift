import Foundation
import Imagery
import ModelGraphs
import Segmentation
import TestSupport
import Testing

@testable import VisionRuntime

/// A block as EfficientNet-Lite begins with: strided convolutions that are padded at the lower and right edges only, and a
/// ReLU6 behind each, written as a hard-sigmoid with the 6 in the weights that follow.
@Suite struct OneSidedPadsTests {
  private static let side = 32
  private let data: Data
  private let (scores, end): (String, String)
  private let weights: [[Float]]

  init() throws {
    var random = SeededGenerator(seed: 11)
    func made(_ count: Int, spread: Float) -> [Float] {
      (0..<count).map { _ in Float.random(in: -spread...spread, using: &random) }
    }
    weights = [made(4 * 3 * 9, spread: 6), made(4 * 9, spread: 12), made(2 * 4, spread: 6)]
    var builder = NetworkBuilder()
    let strided = ["kernel_shape": [3, 3], "strides": [2, 2], "pads": [0, 0, 1, 1]]
    let image = builder.input("image", [1, 3, Self.side, Self.side])
    let stem = builder.operation(
      "Conv",
      [image, builder.numbers(weights[0], shape: [4, 3, 3, 3])],
      integers: strided
    )
    let first = builder.operation("HardSigmoid", [stem], number: ["alpha": 1.0 / 6, "beta": 0])
    let depthwise = builder.operation(
      "Conv",
      [first, builder.numbers(weights[1], shape: [4, 1, 3, 3])],
      integers: strided.merging(["group": [4]]) { $1 }
    )
    let second = builder.operation("HardSigmoid", [depthwise], number: ["alpha": 1.0 / 6, "beta": 0])
    scores = builder.operation(
      "Conv",
      [second, builder.numbers(weights[2], shape: [2, 4, 1, 1])],
      integers: ["kernel_shape": [1, 1]]
    )
    end = builder.operation("Softmax", [builder.enlarged(scores, by: 4)], integers: ["axis": [1]])
    data = try builder.data(outputs: [(end, [1, 2, Self.side, Self.side])])
  }

  /// Pixels from 0 to 1, `[channel, row, column]`.
  private func image() -> [UInt8] {
    var random = SeededGenerator(seed: 3)
    return (0..<3 * Self.side * Self.side).map { _ in UInt8.random(in: 0...255, using: &random) }
  }

  /// A convolution by its definition, then a ReLU6 over 6.
  private func strided(_ input: [Float], side: Int, _ weights: [Float], depth: Int) -> [Float] {
    let half = side / 2
    var result = [Float](repeating: 0, count: 4 * half * half)
    for filter in 0..<4 {
      for place in 0..<half * half {
        var sum: Float = 0
        for channel in 0..<depth {
          for step in 0..<9 {
            let (row, column) = (place / half * 2 + step / 3, place % half * 2 + step % 3)
            guard row < side, column < side else { continue }
            let source = depth == 1 ? filter : channel
            sum += weights[(filter * depth + channel) * 9 + step] * input[(source * side + row) * side + column]
          }
        }
        result[filter * half * half + place] = min(max(sum, 0), 6) / 6
      }
    }
    return result
  }

  @Test func openCVComputesWhatTheDefinitionSays() throws {
    let pixels = image().map { Float($0) / 255 }
    let first = strided(pixels, side: 32, weights[0], depth: 3)
    let second = strided(first, side: 16, weights[1], depth: 1)
    let editor = try NetworkEditor(onnx: data, path: "made.onnx")
    let part = try editor.part(from: [("image", [1, 3, 32, 32])], to: [(scores, [1, 2, 8, 8])])
    let network = try TensorNetwork(onnx: part, outputs: ["result0"], engine: .openCV)
    try network.set("image", pixels, shape: [1, 3, 32, 32])
    try network.infer()
    let found = try network.output("result0", count: 128)
    // Both limits of the ReLU6 occur.
    #expect(second.contains(0) && second.contains(1) && second.contains { $0 > 0 && $0 < 1 })
    for index in found.indices {
      let expected = (0..<4).reduce(Float(0)) { $0 + weights[2][index / 64 * 4 + $1] * second[$1 * 64 + index % 64] }
      #expect(abs(found[index] - expected) < 1e-3)
    }
  }

  /// OpenVINO gets clips for the hard-sigmoids.
  @Test(.enabled(if: CropNetworkTests.hasOpenVINO, "needs OpenVINO")) func openVINOComputesWhatOpenCVDoes() async throws
  {
    let folder = try TemporaryFolder()
    let path = try folder.write(data, as: "lite.onnx")
    let cut = try #require(try EnlargedScores(onnx: data, path: path))
    let operations = try ModelGraph(onnx: cut.network, path: path).layers.map(\.operation)
    #expect(operations.count { $0 == "Clip" } == 2 && !operations.contains("HardSigmoid"))
    let card = try ModelCard(
      name: "lite",
      version: "1",
      classes: ["background", "weed"],
      input: ModelCard.Input(name: "image", sideInPixels: 32, mean: [0, 0, 0], std: [255, 255, 255]),
      output: ModelCard.Output(name: end, kind: .probabilities, channels: 2),
      groundSampling: nil,
      hasSeenTargetSpecies: nil,
      limitations: [],
      sha256: nil,
      path: path
    )
    let tile = try ImageTile(size: PixelSize(width: 32, height: 32), rgb: image(), surveyed: nil)
    let model = try OpenVINOModel(
      modelPath: path,
      card: card,
      threads: 1,
      precision: .f32,
      library: OpenVINOLibrary(),
      cache: nil
    )
    let found = try await OpenVINOSegmenter(model: model).probabilities(of: tile)
    let expected = try await OpenCVSegmenter(modelPath: path, card: card).probabilities(of: tile)
    #expect(zip(found, expected).map { abs($0 - $1) }.max() ?? 1 < 1e-4)
    #expect(expected.min() ?? 1 < 0.1)
  }
}
