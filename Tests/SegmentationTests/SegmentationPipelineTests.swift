import Imagery
import Segmentation
import TestSupport
import Testing

@Suite struct SegmentationPipelineTests {
  @Test(arguments: [(64, 64), (100, 37), (17, 200), (129, 130)])
  func aPixelwiseModelGivesTheSameMaskAsWithoutTiles(width: Int, height: Int) async throws {
    let source = NoiseSource(size: try PixelSize(width: width, height: height), seed: 3)
    let mask = try await segment(source, tile: 32, overlap: 8)
    #expect(mask.count == width * height)
    for index in mask.indices { #expect(mask[index] == (source.rgb[index * 3] > 127 ? 1 : 0)) }
  }

  @Test func seamsAreHiddenByBlending() async throws {
    // Each tile of this model disagrees with its neighbours: it says "weed" for whole tiles by turns.
    let size = try PixelSize(width: 96, height: 32)
    let grid = try TileGrid(imageSize: size, tileInPixels: 32, overlapInPixels: 16)
    var sink = CollectingSink()
    _ = try await SegmentationPipeline(grid: grid, classCount: 2, segmenters: [AlternatingSegmenter()])
      .run(NoiseSource(size: size, seed: 1), into: &sink)
    // Between the centres of two tiles the confidence falls to a half and rises again; it never jumps.
    let row = sink.confidence.prefix(96)
    for (left, right) in zip(row, row.dropFirst()) { #expect(abs(left - right) < 0.12) }
  }

  @Test func whatWasNotSurveyedIsNeitherCleanNorWeed() async throws {
    let size = try PixelSize(width: 80, height: 40)
    var source = NoiseSource(size: size, seed: 5)
    source.surveyed = (0..<size.pixelCount).map { $0 % 80 < 30 ? 1 : 0 }
    let mask = try await segment(source, tile: 16, overlap: 4)
    for index in mask.indices { #expect((mask[index] == 255) == (index % 80 >= 30)) }
  }

  @Test func tilesOutsideTheSurveyAreNotSegmented() async throws {
    let size = try PixelSize(width: 160, height: 160)
    var source = NoiseSource(size: size, seed: 5)
    source.surveyed = (0..<size.pixelCount).map { $0 % 160 < 16 ? 1 : 0 }
    let grid = try TileGrid(imageSize: size, tileInPixels: 16, overlapInPixels: 0)
    var sink = CollectingSink()
    let report = try await SegmentationPipeline(
      grid: grid,
      classCount: 2,
      segmenters: [ThresholdSegmenter(), ThresholdSegmenter()]
    ).run(source, into: &sink)
    #expect(report.tilesSegmented == 10)
    #expect(report.tilesSkipped == 90)
    #expect(sink.classes.count == size.pixelCount)
  }

  @Test func theNumberOfEnginesDoesNotChangeTheMask() async throws {
    let source = NoiseSource(size: try PixelSize(width: 150, height: 90), seed: 9)
    let one = try await segment(source, tile: 32, overlap: 16, engines: 1)
    #expect(try await segment(source, tile: 32, overlap: 16, engines: 3) == one)
  }

  @Test func anEngineThatFailsEndsTheRun() async throws {
    let source = NoiseSource(size: try PixelSize(width: 64, height: 64), seed: 9)
    let grid = try TileGrid(imageSize: source.size, tileInPixels: 32, overlapInPixels: 0)
    var sink = CollectingSink()
    let pipeline = try SegmentationPipeline(grid: grid, classCount: 3, segmenters: [ThresholdSegmenter()])
    await #expect(throws: SegmentationError.probabilityCount(expected: 3 * 32 * 32, found: 2 * 32 * 32)) {
      _ = try await pipeline.run(source, into: &sink)
    }
  }

  @Test func heldMemoryDoesNotGrowWithTheHeight() async throws {
    let size = try PixelSize(width: 16, height: 4000)
    let grid = try TileGrid(imageSize: size, tileInPixels: 16, overlapInPixels: 4)
    var sink = CollectingSink()
    _ = try await SegmentationPipeline(grid: grid, classCount: 2, segmenters: [ThresholdSegmenter()])
      .run(NoiseSource(size: size, seed: 1), into: &sink)
    // Rows come in portions of at most one tile.
    #expect(sink.largestPortion <= 16)
    #expect(sink.classes.count == size.pixelCount)
  }

  private func segment(
    _ source: NoiseSource,
    tile: Int,
    overlap: Int,
    engines: Int = 2
  ) async throws -> [UInt8] {
    let grid = try TileGrid(imageSize: source.size, tileInPixels: tile, overlapInPixels: overlap)
    var sink = CollectingSink()
    let engines = (0..<engines).map { _ in ThresholdSegmenter() }
    _ = try await SegmentationPipeline(grid: grid, classCount: 2, segmenters: engines).run(source, into: &sink)
    return sink.classes
  }
}

/// An image of random pixels.
private struct NoiseSource: RasterSource {
  let size: PixelSize
  let rgb: [UInt8]
  var surveyed: [UInt8]?

  init(size: PixelSize, seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    self.size = size
    rgb = (0..<(size.pixelCount * 3)).map { _ in UInt8.random(in: 0...255, using: &random) }
  }

  func read(_ window: PixelRect) throws -> ImageTile {
    var part: [UInt8] = []
    var flags: [UInt8] = []
    for row in window.rows {
      for column in window.columns {
        let place = row * size.width + column
        part += rgb[(place * 3)..<(place * 3 + 3)]
        if let surveyed { flags.append(surveyed[place]) }
      }
    }
    return try ImageTile(size: window.size, rgb: part, surveyed: surveyed == nil ? nil : flags)
  }
}

/// Calls a pixel weed where its red is above the middle: what it says does not depend on tiles.
private struct ThresholdSegmenter: Segmenter {
  func probabilities(of tile: ImageTile) async throws -> [Float] {
    let weed = (0..<tile.size.pixelCount).map { Float(tile.rgb[$0 * 3]) / 255 }
    return weed.map { 1 - $0 } + weed
  }
}

/// Says weed and background for whole tiles by turns.
private actor AlternatingSegmenter: Segmenter {
  private var turn = false

  func probabilities(of tile: ImageTile) throws -> [Float] {
    turn.toggle()
    let weed: Float = turn ? 0.9 : 0.1
    return [Float](repeating: 1 - weed, count: tile.size.pixelCount)
      + [Float](repeating: weed, count: tile.size.pixelCount)
  }
}

/// Keeps the rows that it is given.
private struct CollectingSink: MaskSink {
  var classes: [UInt8] = []
  var confidence: [Float] = []
  var largestPortion = 0

  mutating func append(_ rows: MaskRows) throws {
    #expect(rows.firstRow * rows.width == classes.count)
    largestPortion = max(largestPortion, rows.rowCount)
    classes += rows.classes
    confidence += rows.confidence
  }
}
