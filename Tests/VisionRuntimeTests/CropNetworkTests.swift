import Foundation
import Imagery
import ModelGraphs
import Segmentation
import TestSupport
import Testing

@testable import VisionRuntime

/// A network with a figure for the whole tile, as it is and with crops shut out, in both engines.
@Suite struct CropNetworkTests {
  /// Whether OpenVINO loads on this machine.
  static let hasOpenVINO = {
    guard let network = try? CropNetwork(), let library = try? OpenVINOLibrary() else { return false }
    let runs = try? TensorNetwork(onnx: network.data, outputs: network.outputs, engine: .openVINO(library))
    return runs != nil
  }()

  private enum Engine: CaseIterable {
    case openCV, openVINO
  }

  private static let engines = hasOpenVINO ? Engine.allCases : [.openCV]
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func card(_ network: CropNetwork) throws -> ModelCard {
    try ModelCard(json: Data(network.card().utf8), path: "colours.card.json")
  }

  private func segmenter(_ engine: Engine, _ network: CropNetwork, crop: String?) throws -> any Segmenter {
    let path = try network.write(into: folder)
    let card = try card(network)
    let crops = try #require(card.crops)
    let onnx = try crop.map {
      try NetworkEditor(onnx: network.data, path: path)
        .replacing(crops.others(than: $0), of: crops.bias, count: 4, with: -10_000)
    }
    guard engine == .openVINO else { return try OpenCVSegmenter(modelPath: path, onnx: onnx, card: card) }
    return try OpenVINOSegmenter(
      model: OpenVINOModel(
        modelPath: path,
        onnx: onnx,
        card: card,
        threads: 1,
        precision: .f32,
        library: OpenVINOLibrary(),
        cache: CompiledNetworks(environment: ["XDG_CACHE_HOME": folder.url.path])
      )
    )
  }

  /// A tile of one colour.
  private func tile(_ rgb: [UInt8]) throws -> ImageTile {
    let size = try PixelSize(width: 64, height: 64)
    return try ImageTile(size: size, rgb: (0..<size.pixelCount).flatMap { _ in rgb }, surveyed: nil)
  }

  private static let (red, green, blue): ([UInt8], [UInt8], [UInt8]) = ([255, 0, 0], [0, 255, 0], [0, 0, 255])

  /// Scores are 4 for weed, 10 for what a colour stands for and 0 for the rest, as far as it is not shut out.
  @Test(arguments: engines, [true, false])
  private func plantsOfOtherCropsFallToWeed(engine: Engine, endsInSoftmax: Bool) async throws {
    let network = try CropNetwork(endsInSoftmax: endsInSoftmax)
    let (four, ten) = (exp(4.0), exp(10.0))
    let cases: [(crop: String?, color: [UInt8], weed: Double)] = [
      (nil, Self.green, four / (ten + four + 2)), ("maize", Self.green, four / (ten + four + 1)),
      ("beet", Self.green, four / (four + 2)), ("none", Self.green, four / (four + 1)),
      ("maize", Self.blue, four / (four + 2)), ("beet", Self.blue, four / (ten + four + 1)),
      ("none", Self.red, four / (four + ten)),
    ]
    // All of them share one cache: an edited network must not be taken for the file's.
    for (crop, color, weed) in cases {
      let segmenter = try segmenter(engine, network, crop: crop)
      let found = try await segmenter.probabilities(of: tile(color))
      for place in [64 * 64, 64 * 64 + 2080, 2 * 64 * 64 - 1] {
        #expect(abs(Double(found[place]) - weed) < 1e-4, "\(crop ?? "any") \(color)")
      }
    }
  }

  /// Red and blue lie the root of 2 from green, black 1.
  @Test(arguments: engines, [true, false])
  private func theFigureIsThatOfTheTile(engine: Engine, endsInSoftmax: Bool) async throws {
    let segmenter = try segmenter(engine, CropNetwork(endsInSoftmax: endsInSoftmax), crop: nil)
    let cases: [([UInt8], Float)] = [
      (Self.green, 0), (Self.red, Float(2).squareRoot()), ([0, 0, 0], 1), ([0, 51, 0], 0.8),
    ]
    for (color, expected) in cases {
      let found = try #require(try await segmenter.scores(of: tile(color)).unfamiliarity)
      #expect(abs(found - expected) < 1e-5, "\(color)")
    }
  }

  @Test(arguments: engines)
  private func aNetworkWithoutAFigureGivesNone(engine: Engine) async throws {
    let segmenter = try segmenter(engine, CropNetwork(hasFigure: false), crop: "maize")
    #expect(try await segmenter.scores(of: tile(Self.red)).unfamiliarity == nil)
  }

  /// The mean of the means of four views is the mean of one.
  @Test(arguments: engines)
  private func severalViewsKeepTheFigure(engine: Engine) async throws {
    let segmenter = try segmenter(engine, CropNetwork(), crop: nil)
    let found = try await ManySidedSegmenter(segmenter, views: .four).scores(of: tile([0, 51, 0])).unfamiliarity
    #expect(abs(try #require(found) - 0.8) < 1e-5)
  }
}
