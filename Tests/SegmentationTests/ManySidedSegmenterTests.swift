import Imagery
import Segmentation
import TestSupport
import Testing

@Suite struct ManySidedSegmenterTests {
  @Test(arguments: TileViews.allCases)
  func aModelThatSeesPixelsAloneSeesTheSameFromEverySide(views: TileViews) async throws {
    let tile = try noise(side: 24)
    let plain = try await RedSegmenter().probabilities(of: tile)
    let mean = try await ManySidedSegmenter(RedSegmenter(), views: views).probabilities(of: tile)
    for (first, second) in zip(plain, mean) { #expect(abs(first - second) < 1e-6) }
  }

  /// What a model finds in one corner is found in as many corners as it is looked at from, by that many fewer parts.
  @Test(arguments: [
    (TileViews.one, [1, 0, 0, 0]), (.two, [0.5, 0, 0, 0.5]), (.four, [0.25, 0.25, 0.25, 0.25]),
    (.eight, [0.25, 0.25, 0.25, 0.25]),
  ])
  func viewsAreTurnedBackBeforeTheyAreAdded(views: TileViews, corners: [Float]) async throws {
    let tile = try noise(side: 8)
    let weed = try await ManySidedSegmenter(CornerSegmenter(), views: views).probabilities(of: tile).suffix(64)
    let all = Array(weed)
    #expect([all[0], all[7], all[56], all[63]] == corners)
    #expect(all.reduce(0, +) == 1)
  }

  @Test(arguments: TileViews.allCases)
  func noViewIsTakenTwice(views: TileViews) {
    #expect(Set(views.orientations).count == views.rawValue)
    #expect(views.orientations.first == .upright)
  }

  /// The segmenter takes the first red for its figure: that of another corner in each view.
  @Test func theUnfamiliarityIsTheMeanOfTheViews() async throws {
    let tile = try noise(side: 8)
    let corners = [0, 63, 7, 56].map { Float(tile.rgb[$0 * 3]) }
    let many = ManySidedSegmenter(CornerSegmenter(), views: .four)
    let found = try #require(try await many.scores(of: tile).unfamiliarity)
    #expect(abs(found - corners.reduce(0, +) / 4) < 1e-3)
    #expect(try await ManySidedSegmenter(RedSegmenter(), views: .four).scores(of: tile).unfamiliarity == nil)
    let weighed = try WeighedSegmenter(CornerSegmenter(), threshold: 0.3)
    #expect(try await weighed.scores(of: tile).unfamiliarity == corners[0])
  }

  @Test func anEngineThatGivesPartsOfClassesIsRefused() async throws {
    let tile = try noise(side: 8)
    await #expect(throws: SegmentationError.probabilityCount(expected: 128, found: 130)) {
      _ = try await ManySidedSegmenter(LongSegmenter(), views: .four).probabilities(of: tile)
    }
  }

  private func noise(side: Int) throws -> ImageTile {
    var random = SeededGenerator(seed: 4)
    let rgb = (0..<(side * side * 3)).map { _ in UInt8.random(in: 0...255, using: &random) }
    return try ImageTile(size: PixelSize(width: side, height: side), rgb: rgb, surveyed: nil)
  }
}

/// Takes red for weed.
private struct RedSegmenter: Segmenter {
  func scores(of tile: ImageTile) async throws -> TileScores {
    let weed = (0..<tile.size.pixelCount).map { Float(tile.rgb[$0 * 3]) / 255 }
    return TileScores(weed.map { 1 - $0 } + weed)
  }
}

/// Finds weed in the first pixel of whatever it sees.
private struct CornerSegmenter: Segmenter {
  func scores(of tile: ImageTile) async throws -> TileScores {
    let rest = [Float](repeating: 0, count: tile.size.pixelCount - 1)
    return TileScores([0] + rest.map { 1 - $0 } + [1] + rest, unfamiliarity: Float(tile.rgb[0]))
  }
}

/// Gives two numbers too many.
private struct LongSegmenter: Segmenter {
  func scores(of tile: ImageTile) async throws -> TileScores {
    TileScores([Float](repeating: 0, count: tile.size.pixelCount * 2 + 2))
  }
}
