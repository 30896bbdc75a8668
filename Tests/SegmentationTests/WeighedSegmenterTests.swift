import Imagery
import Segmentation
import Testing

@Suite struct WeighedSegmenterTests {
  /// Against odds of 0.75 to 0.25: 0.5 * 0.25 = 0.125 and 0.3 * 0.75 + 0.2 * 0.75 = 0.375, together 0.5.
  @Test func classesKeepTheirProportions() async throws {
    let weighed = try await weighed([0.5, 0.3, 0.2], threshold: 0.25)
    for (found, expected) in zip(weighed, [0.25, 0.45, 0.3] as [Float]) { #expect(abs(found - expected) < 1e-6) }
  }

  @Test(arguments: [0.1, 0.3, 0.5, 0.83])
  func theThresholdBecomesOneHalf(threshold: Double) async throws {
    for step in -2...2 {
      let weed = Float(threshold) + Float(step) / 50
      let weighed = try await weighed([1 - weed, weed], threshold: threshold)
      #expect((weighed[1] > 0.5) == (step > 0) || step == 0)
      #expect(abs(weighed[0] + weighed[1] - 1) < 1e-6)
      if step == 0 { #expect(abs(weighed[1] - 0.5) < 1e-6) }
    }
  }

  @Test(arguments: [0, 1, -0.2, 1.5, .nan])
  func whatIsNoProbabilityIsRefused(threshold: Double) {
    #expect(throws: SegmentationError.self) {
      _ = try WeighedSegmenter(FixedSegmenter(values: []), threshold: threshold)
    }
  }

  private func weighed(_ values: [Float], threshold: Double) async throws -> [Float] {
    let tile = try ImageTile(size: PixelSize(width: 1, height: 1), rgb: [0, 0, 0], surveyed: nil)
    return try await WeighedSegmenter(FixedSegmenter(values: values), threshold: threshold).probabilities(of: tile)
  }
}

/// Says the same of every tile.
private struct FixedSegmenter: Segmenter {
  let values: [Float]
  func scores(of tile: ImageTile) async throws -> TileScores { TileScores(values) }
}
