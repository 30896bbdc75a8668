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
  func probabilities(of tile: ImageTile) async throws -> [Float] {
    let weed = (0..<tile.size.pixelCount).map { Float(tile.rgb[$0 * 3]) / 255 }
    return weed.map { 1 - $0 } + weed
  }
}

/// Finds weed in the first pixel of whatever it sees.
private struct CornerSegmenter: Segmenter {
  func probabilities(of tile: ImageTile) async throws -> [Float] {
    let rest = [Float](repeating: 0, count: tile.size.pixelCount - 1)
    return [0] + rest.map { 1 - $0 } + [1] + rest
  }
}

/// Gives two numbers too many.
private struct LongSegmenter: Segmenter {
  func probabilities(of tile: ImageTile) async throws -> [Float] {
    [Float](repeating: 0, count: tile.size.pixelCount * 2 + 2)
  }
}
