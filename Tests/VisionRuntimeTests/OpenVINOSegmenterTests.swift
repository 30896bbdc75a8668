import Foundation
import GeoRaster
import Imagery
import Segmentation
import TestSupport
import Testing

@testable import VisionRuntime

/// Whether OpenVINO loads on this machine.
private let isInstalled: Bool = {
  let model = OpenVINOSegmenterTests.path(of: "weed-small-v7")
  guard let card = try? OpenVINOSegmenterTests.card(of: "weed-small-v7"), let library = try? OpenVINOLibrary() else {
    return false
  }
  do {
    _ = try OpenVINOModel(modelPath: model, card: card, threads: 1, precision: .auto, library: library)
    return true
  } catch VisionRuntimeError.noOpenVINO {
    return false
  } catch {
    // Whatever else goes wrong is for the tests to find.
    return true
  }
}()

/// OpenVINO against OpenCV and against the fixtures of ONNX Runtime.
@Suite(.enabled(if: isInstalled, "needs OpenVINO: pip install openvino, RAGWEED_OPENVINO=.../openvino/libs"))
struct OpenVINOSegmenterTests {
  private static let folder = SharedFiles.projectFolder.appendingPathComponent("Sources/ragweed/Resources/model")
  private static let fixtures = SharedFiles.projectFolder.appendingPathComponent("Tests/VisionRuntimeTests/Fixtures")

  static func path(of name: String) -> String { folder.appendingPathComponent("\(name).onnx").path }

  static func card(of name: String, _ change: (String) -> String = { $0 }) throws -> ModelCard {
    let text = try String(contentsOf: folder.appendingPathComponent("\(name).card.json"), encoding: .utf8)
    return try ModelCard(json: Data(change(text).utf8), path: "\(name).card.json")
  }

  private func model(_ name: String, _ precision: InferencePrecision, threads: Int = 2) throws -> OpenVINOModel {
    try OpenVINOModel(
      modelPath: Self.path(of: name),
      card: Self.card(of: name),
      threads: threads,
      precision: precision,
      library: OpenVINOLibrary()
    )
  }

  private func tile() throws -> ImageTile {
    let image = try RasterImage(path: Self.fixtures.appendingPathComponent("weed-v8/tile.png").path)
    return try image.read(PixelRect(x: 0, y: 0, size: image.size))
  }

  /// What is cut off or damaged in the cache is made anew, and the numbers stay the same.
  @Test(arguments: [0, 300, 100_000])
  func aDamagedCacheChangesNothing(keptBytes: Int) async throws {
    let folder = try TemporaryFolder()
    let cache = try #require(CompiledNetworks(environment: ["XDG_CACHE_HOME": folder.url.path]))
    func probabilities() async throws -> [Float] {
      let model = try OpenVINOModel(
        modelPath: Self.path(of: "weed-small-v7"),
        card: Self.card(of: "weed-small-v7"),
        threads: 1,
        precision: .f32,
        library: OpenVINOLibrary(),
        cache: cache
      )
      return try await OpenVINOSegmenter(model: model).probabilities(of: tile())
    }
    let first = try await probabilities()
    let place = try #require(cache.folder())
    let name = try #require(FileManager.default.contentsOfDirectory(atPath: place.path).first { $0.hasSuffix(".blob") })
    let file = place.appendingPathComponent(name)
    #expect(try await probabilities() == first)
    let whole = try Data(contentsOf: file)
    // OpenVINO takes away the right to write.
    try FileManager.default.removeItem(at: file)
    try whole.prefix(keptBytes).write(to: file)
    #expect(try await probabilities() == first)
    #expect(try Data(contentsOf: file).count > whole.count / 2)
  }

  /// The fixtures hold what ONNX Runtime computes for a synthetic tile, on every eighth pixel.
  @Test(arguments: ["weed-v8", "weed-small-v7"])
  func openVINOComputesWhatONNXRuntimeComputes(name: String) async throws {
    let tile = try tile()
    let expected = try [UInt8](Data(contentsOf: Self.fixtures.appendingPathComponent("\(name)/expected.bin")))
    let scores = try await OpenVINOSegmenter(model: model(name, .f32)).probabilities(of: tile)
    var differsMost = Float(0)
    for index in 0..<(64 * 64) {
      let bits = (0..<4).reduce(UInt32(0)) { $0 | UInt32(expected[index * 4 + $1]) << (8 * $1) }
      let found = scores[tile.size.pixelCount + index / 64 * 8 * tile.size.width + index % 64 * 8]
      differsMost = max(differsMost, abs(found - Float(bitPattern: bits)))
    }
    #expect(differsMost < 1e-4)
  }

  /// The classes with the largest blended probability on a piece of the synthetic orthophoto that is several tiles wide.
  private func mask(_ segmenters: [any Segmenter], card: ModelCard) async throws -> [UInt8] {
    let image = try RasterImage(path: Sample.orthophoto)
    let size = try PixelSize(width: 1100, height: 900)
    let piece = try Piece(image.read(PixelRect(x: 1200, y: 400, size: size)))
    let side = card.input.widthInPixels
    let grid = try TileGrid(imageSize: size, tileInPixels: side, overlapInPixels: side / 4)
    var rows = CollectedClasses()
    _ = try await SegmentationPipeline(grid: grid, classCount: card.classes.count, segmenters: segmenters)
      .run(piece, into: &rows)
    return rows.classes
  }

  /// Other classes than OpenCV gives: at f32 at ties only, where rounding decides, at bf16 in a thousandth of the pixels.
  @Test(arguments: [(InferencePrecision.f32, 1e-5), (.bf16, 1e-3)])
  func theMaskIsThatOfOpenCV(precision: InferencePrecision, share: Double) async throws {
    let name = "weed-small-v7"
    let card = try Self.card(of: name)
    let compiled: OpenVINOModel
    do {
      compiled = try model(name, precision)
    } catch VisionRuntimeError.precision(_, let offered) {
      // A processor without bf16 has nothing to compare, and says so.
      #expect(precision == .bf16 && offered == "f32")
      return
    }
    #expect(compiled.precision == precision.rawValue)
    let found = try await mask([OpenVINOSegmenter(model: compiled), OpenVINOSegmenter(model: compiled)], card: card)
    let wanted = try await mask([OpenCVSegmenter(modelPath: Self.path(of: name), card: card)], card: card)
    #expect(found.count == wanted.count)
    #expect(wanted.count { $0 == 1 } > 1000)
    let different = zip(found, wanted).count { $0 != $1 }
    #expect(Double(different) <= share * Double(wanted.count), "\(different) of \(wanted.count) pixels differ")
  }

  @Test func segmentersOfOneModelGiveTheSameAtTheSameTime() async throws {
    let (model, tile) = (try model("weed-small-v7", .f32), try tile())
    let alone = try await OpenVINOSegmenter(model: model).probabilities(of: tile)
    let together = try await withThrowingTaskGroup(of: [Float].self) { group in
      for _ in 0..<3 {
        let segmenter = try OpenVINOSegmenter(model: model)
        group.addTask { try await segmenter.probabilities(of: tile) }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(together.count == 3)
    #expect(together.allSatisfy { $0 == alone })
  }

  @Test func aModelThatIsCutOffIsRefused() throws {
    let folder = try TemporaryFolder()
    let whole = try Data(contentsOf: URL(fileURLWithPath: Self.path(of: "weed-small-v7")))
    let path = try folder.write(whole.prefix(whole.count * 7 / 10), as: "model.onnx")
    let (card, library) = (try Self.card(of: "weed-small-v7"), try OpenVINOLibrary())
    #expect(throws: VisionRuntimeError.self) {
      try OpenVINOModel(modelPath: path, card: card, threads: 1, precision: .auto, library: library)
    }
  }

  @Test func aCardWithAnotherClassCountIsRefused() async throws {
    let other = try Self.card(of: "weed-small-v7") {
      $0.replacing("\"background\",", with: "\"background\", \"crop\",")
    }
    #expect(other.classes.count == 3)
    let model = try OpenVINOModel(
      modelPath: Self.path(of: "weed-small-v7"),
      card: other,
      threads: 1,
      precision: .f32,
      library: OpenVINOLibrary()
    )
    let (segmenter, tile) = (try OpenVINOSegmenter(model: model), try tile())
    await #expect {
      try await segmenter.probabilities(of: tile)
    } throws: {
      "\($0)".contains("its output has 524288 numbers in 2097152 bytes, the card promises 786432 of 4 bytes")
    }
  }
}

/// A part of an image, held in memory.
private struct Piece: RasterSource {
  let tile: ImageTile
  var size: PixelSize { tile.size }

  init(_ tile: ImageTile) { self.tile = tile }

  func read(_ window: PixelRect) throws -> ImageTile {
    var rgb: [UInt8] = []
    for row in window.rows {
      for column in window.columns {
        let start = (row * size.width + column) * 3
        rgb += tile.rgb[start..<(start + 3)]
      }
    }
    return try ImageTile(size: window.size, rgb: rgb, surveyed: nil)
  }
}

/// The classes of all rows.
private struct CollectedClasses: MaskSink {
  var classes: [UInt8] = []
  mutating func append(_ rows: MaskRows) { classes += rows.classes }
}
