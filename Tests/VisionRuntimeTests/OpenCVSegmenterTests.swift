import Foundation
import GeoRaster
import Imagery
import Segmentation
import TestSupport
import Testing
import VisionRuntime

@Suite struct OpenCVSegmenterTests {
  private static let folder = SharedFiles.projectFolder.appendingPathComponent("Sources/ragweed/Resources/model")
  private static let model = path(of: "weed-v8")

  private static func path(of name: String) -> String { folder.appendingPathComponent("\(name).onnx").path }

  private func card(of name: String = "weed-v8", _ change: (String) -> String = { $0 }) throws -> ModelCard {
    let text = try String(contentsOf: Self.folder.appendingPathComponent("\(name).card.json"), encoding: .utf8)
    return try ModelCard(json: Data(change(text).utf8), path: "\(name).card.json")
  }

  @Test func probabilitiesOfATileSumToOne() async throws {
    let card = try card()
    let side = card.input.widthInPixels
    let size = try PixelSize(width: side, height: side)
    var random = SeededGenerator(seed: 1)
    let rgb = (0..<(size.pixelCount * 3)).map { _ in UInt8.random(in: 0...255, using: &random) }
    let segmenter = try OpenCVSegmenter(modelPath: Self.model, card: card)
    let scores = try await segmenter.probabilities(of: ImageTile(size: size, rgb: rgb, surveyed: nil))
    #expect(scores.count == card.classes.count * size.pixelCount)
    for pixel in stride(from: 0, to: size.pixelCount, by: 997) {
      let sum = card.classes.indices.reduce(Float(0)) { $0 + scores[$1 * size.pixelCount + pixel] }
      #expect(abs(sum - 1) < 1e-4)
    }
  }

  /// The fixtures hold what ONNX Runtime computes for a synthetic tile, on every eighth pixel.
  @Test(arguments: ["weed-v8", "weed-small-v7"])
  func openCVComputesWhatONNXRuntimeComputes(name: String) async throws {
    let fixtures = SharedFiles.projectFolder.appendingPathComponent("Tests/VisionRuntimeTests/Fixtures")
    let image = try RasterImage(path: fixtures.appendingPathComponent("weed-v8/tile.png").path)
    let tile = try image.read(PixelRect(x: 0, y: 0, size: image.size))
    let expected = try [UInt8](Data(contentsOf: fixtures.appendingPathComponent("\(name)/expected.bin")))
    let segmenter = try OpenCVSegmenter(modelPath: Self.path(of: name), card: card(of: name))
    let scores = try await segmenter.probabilities(of: tile)
    var (differsMost, weedPixels) = (Float(0), 0)
    for index in 0..<(64 * 64) {
      let bits = (0..<4).reduce(UInt32(0)) { $0 | UInt32(expected[index * 4 + $1]) << (8 * $1) }
      let wanted = Float(bitPattern: bits)
      let found = scores[tile.size.pixelCount + index / 64 * 8 * tile.size.width + index % 64 * 8]
      differsMost = max(differsMost, abs(found - wanted))
      if wanted > 0.5 { weedPixels += 1 }
    }
    #expect(differsMost < 1e-4)
    // A fixture without weeds would prove little.
    #expect(weedPixels > 100)
  }

  @Test func aCardWithAnotherInputIsRefused() throws {
    let other = try card { $0.replacing("512", with: "256") }
    #expect {
      try OpenCVSegmenter(modelPath: Self.model, card: other)
    } throws: {
      "\($0)".hasSuffix(
        "it takes 'image' of 1 x 3 x 512 x 512, and its card says 'image' of 1 x 3 x 256 x 256. "
          + "Put the card that belongs to the model beside it."
      )
    }
  }

  @Test func aFileThatIsNoONNXIsRefused() throws {
    let folder = try TemporaryFolder()
    let card = try card()
    for content in ["hello", "\u{8}\u{7}", String(repeating: "\0", count: 100)] {
      let path = try folder.write(content, as: "model.onnx")
      #expect(throws: VisionRuntimeError.notAnONNX(path: path, reason: "the file is not an ONNX model")) {
        try OpenCVSegmenter(modelPath: path, card: card)
      }
    }
  }

  @Test(arguments: [0.2, 0.7, 0.99])
  func aTruncatedModelIsRefused(share: Double) throws {
    let folder = try TemporaryFolder()
    let whole = try Data(contentsOf: URL(fileURLWithPath: Self.model))
    let path = try folder.write(whole.prefix(Int(Double(whole.count) * share)), as: "model.onnx")
    let card = try card()
    #expect(throws: VisionRuntimeError.self) { try OpenCVSegmenter(modelPath: path, card: card) }
  }
}
