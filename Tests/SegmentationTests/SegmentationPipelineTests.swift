import Foundation
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
    for (left, right) in zip(row, row.dropFirst()) { #expect(abs(Int(left) - Int(right)) < 31) }
  }

  @Test(
    arguments: [(100, 90, 32, 16), (75, 41, 16, 5), (33, 200, 32, 0), (20, 20, 32, 8), (200, 33, 32, 11)],
    [2, 3]
  )
  func eachPixelHasTheWeightedMeanOfItsTiles(sizes: (Int, Int, Int, Int), classes: Int) async throws {
    let (width, height, side, overlap) = sizes
    let segmenter = PlaceSegmenter(classes: classes)
    let size = try PixelSize(width: width, height: height)
    let grid = try TileGrid(imageSize: size, tileInPixels: side, overlapInPixels: overlap)
    var sink = CollectingSink()
    _ = try await SegmentationPipeline(grid: grid, classCount: classes, segmenters: [segmenter, segmenter])
      .run(PlaceSource(size: size), into: &sink)
    let window = (0..<side).map { pow(sin(Double.pi * (Double($0) + 0.5) / Double(side)), 2) }
    for y in 0..<height {
      for x in 0..<width {
        var sums = [Double](repeating: 0, count: classes)
        for top in grid.rowOrigins where (top..<top + side).contains(y) {
          for left in grid.columnOrigins where (left..<left + side).contains(x) {
            for index in 0..<classes {
              let probability = Double(segmenter.probability(index, left: left, top: top, x: x - left, y: y - top))
              sums[index] += probability * window[x - left] * window[y - top]
            }
          }
        }
        let means = sums.map { $0 / sums.reduce(0, +) }
        let most = means.max() ?? 0
        let chosen = Int(sink.classes[y * width + x])
        #expect(means[chosen] > most - 1e-5)
        // Of two classes a background of 128 255ths counts as one of 129.
        let kept = classes == 2 && chosen == 0 ? max(most, 129.0 / 255) : most
        #expect(abs(Double(sink.confidence[y * width + x]) / 255 - kept) < 0.0021)
      }
    }
  }

  @Test func whatWasNotSurveyedIsNeitherCleanNorWeed() async throws {
    let size = try PixelSize(width: 80, height: 40)
    var source = NoiseSource(size: size, seed: 5)
    source.surveyed = (0..<size.pixelCount).map { $0 % 80 < 30 ? 1 : 0 }
    let mask = try await segment(source, tile: 16, overlap: 4)
    for index in mask.indices { #expect((mask[index] == 255) == (index % 80 >= 30)) }
  }

  @Test func whatWasNotSurveyedStaysSoWithSeveralClasses() async throws {
    let size = try PixelSize(width: 90, height: 120)
    let grid = try TileGrid(imageSize: size, tileInPixels: 32, overlapInPixels: 12)
    let surveyed = (0..<size.pixelCount).map { UInt8(($0 / 90 + $0 % 90) % 5 == 0 || $0 / 90 > 60 ? 0 : 1) }
    var sink = CollectingSink()
    _ = try await SegmentationPipeline(grid: grid, classCount: 3, segmenters: [PlaceSegmenter(classes: 3)])
      .run(PlaceSource(size: size, surveyed: surveyed), into: &sink)
    for index in surveyed.indices { #expect((sink.classes[index] == 255) == (surveyed[index] == 0)) }
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

  /// 80 x 50 px in tiles of 32 with 16 px overlap begin at 0, 16, 32 and 48, and at 0, 9 and 18; the middles of their overlaps
  /// are 24, 40 and 56, and 20 and 29.
  @Test func eachTileSaysHowFamiliarItsOwnGroundIs() async throws {
    let size = try PixelSize(width: 80, height: 50)
    let grid = try TileGrid(imageSize: size, tileInPixels: 32, overlapInPixels: 16)
    // Of the last column of tiles, 8 of 32 columns were surveyed, of the one before 24.
    let surveyed = (0..<size.pixelCount).map { UInt8($0 % 80 < 56 ? 1 : 0) }
    var sink = CollectingSink()
    let segmenter = PlaceSegmenter(classes: 2)
    let report = try await SegmentationPipeline(grid: grid, classCount: 2, segmenters: [segmenter, segmenter])
      .run(PlaceSource(size: size, surveyed: surveyed), into: &sink)
    let (columns, rows) = ([0..<24, 24..<40, 40..<56], [0..<20, 20..<29, 29..<50])
    let expected = try [0, 9, 18].enumerated().flatMap { row, top in
      try [0, 16, 32].enumerated().map { column, left in
        let cell = try PixelSize(width: columns[column].count, height: rows[row].count)
        return TileFamiliarity(
          cell: PixelRect(x: columns[column].lowerBound, y: rows[row].lowerBound, size: cell),
          unfamiliarity: Float(left * 1000 + top),
          surveyedPixels: cell.pixelCount
        )
      }
    }
    #expect(report.familiarity == expected)
  }

  @Test func anImageSmallerThanATileHasAFigureToo() async throws {
    let size = try PixelSize(width: 10, height: 8)
    let grid = try TileGrid(imageSize: size, tileInPixels: 32, overlapInPixels: 16)
    var sink = CollectingSink()
    let report = try await SegmentationPipeline(grid: grid, classCount: 2, segmenters: [PlaceSegmenter(classes: 2)])
      .run(PlaceSource(size: size), into: &sink)
    #expect(report.familiarity.map(\.surveyedPixels) == [80])
    #expect(report.familiarity.map(\.cell) == [PixelRect(x: 0, y: 0, size: size)])
  }

  @Test func aNetworkThatDoesNotSayHasNoFigures() async throws {
    let source = NoiseSource(size: try PixelSize(width: 64, height: 64), seed: 9)
    let grid = try TileGrid(imageSize: source.size, tileInPixels: 32, overlapInPixels: 0)
    var sink = CollectingSink()
    let report = try await SegmentationPipeline(grid: grid, classCount: 2, segmenters: [ThresholdSegmenter()])
      .run(source, into: &sink)
    #expect(report.familiarity.isEmpty && report.tilesSegmented == 4)
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

/// An image whose pixels say where they are.
private struct PlaceSource: RasterSource {
  let size: PixelSize
  var surveyed: [UInt8]?

  func read(_ window: PixelRect) throws -> ImageTile {
    let rgb = window.rows.flatMap { row -> [UInt8] in
      window.columns.flatMap { column -> [UInt8] in [UInt8(column), UInt8(row), 0] }
    }
    let flags = surveyed.map { all in window.rows.flatMap { row in window.columns.map { all[row * size.width + $0] } } }
    return try ImageTile(size: window.size, rgb: rgb, surveyed: flags)
  }
}

/// Says something else of each place in each tile.
private struct PlaceSegmenter: Segmenter {
  let classes: Int

  func probability(_ index: Int, left: Int, top: Int, x: Int, y: Int) -> Float {
    let scores = (0..<classes).map { Float(1 + (left * 7 + top * 3 + x * (5 + $0) + y * (11 - 3 * $0) + $0 * 17) % 23) }
    return scores[index] / scores.reduce(0, +)
  }

  func scores(of tile: ImageTile) async throws -> TileScores {
    let side = tile.size.width
    let (left, top) = (Int(tile.rgb[0]), Int(tile.rgb[1]))
    let probabilities = (0..<classes).flatMap { index in
      (0..<side * side).map { probability(index, left: left, top: top, x: $0 % side, y: $0 / side) }
    }
    return TileScores(probabilities, unfamiliarity: Float(left * 1000 + top))
  }
}

/// Calls a pixel weed where its red is above the middle: what it says does not depend on tiles.
private struct ThresholdSegmenter: Segmenter {
  func scores(of tile: ImageTile) async throws -> TileScores {
    let weed = (0..<tile.size.pixelCount).map { Float(tile.rgb[$0 * 3]) / 255 }
    return TileScores(weed.map { 1 - $0 } + weed)
  }
}

/// Says weed and background for whole tiles by turns.
private actor AlternatingSegmenter: Segmenter {
  private var turn = false

  func scores(of tile: ImageTile) throws -> TileScores {
    turn.toggle()
    let weed: Float = turn ? 0.9 : 0.1
    return TileScores(
      [Float](repeating: 1 - weed, count: tile.size.pixelCount)
        + [Float](repeating: weed, count: tile.size.pixelCount)
    )
  }
}

/// Keeps the rows that it is given.
private struct CollectingSink: MaskSink {
  var classes: [UInt8] = []
  var confidence: [UInt8] = []
  var largestPortion = 0

  mutating func append(_ rows: MaskRows) throws {
    #expect(rows.firstRow * rows.width == classes.count)
    largestPortion = max(largestPortion, rows.rowCount)
    classes += rows.classes
    confidence += rows.confidence
  }
}
