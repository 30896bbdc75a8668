public import Imagery

/// Moves the probability from which a pixel is not background to one half.
///
/// The odds of all classes against the background change by the same factor, (1 - t) / t for the threshold t; classes keep
/// their proportions to each other. With two classes a pixel's most probable class is then weed where it was probable by t or
/// more.
public struct WeighedSegmenter: Segmenter {
  private let base: any Segmenter
  private let threshold: Float

  /// Makes a segmenter of another one.
  ///
  /// - Parameters:
  ///   - base: what segments.
  ///   - threshold: the probability from which a pixel is not background, more than 0 and less than 1.
  /// - Throws: `SegmentationError.threshold` where it is not.
  public init(_ base: any Segmenter, threshold: Double) throws {
    guard threshold > 0, threshold < 1 else { throw SegmentationError.threshold(threshold) }
    self.base = base
    self.threshold = Float(threshold)
  }

  /// What the network says of a tile with weighed probabilities; over the classes they come to 1.
  ///
  /// - Throws: the engine's error.
  public func scores(of tile: ImageTile) async throws -> TileScores {
    var scores = try await base.scores(of: tile)
    weigh(&scores.probabilities, pixels: tile.size.pixelCount)
    return scores
  }

  private func weigh(_ probabilities: inout [Float], pixels: Int) {
    let planes = Array(stride(from: 0, to: probabilities.count - pixels + 1, by: pixels))
    var sums = [Float](repeating: 0, count: pixels)
    for start in planes {
      let weight = start == 0 ? threshold : 1 - threshold
      for pixel in 0..<pixels {
        let weighed = probabilities[start + pixel] * weight
        probabilities[start + pixel] = weighed
        sums[pixel] += weighed
      }
    }
    for pixel in sums.indices { sums[pixel] = sums[pixel] > 0 ? 1 / sums[pixel] : 0 }
    for start in planes {
      for pixel in 0..<pixels { probabilities[start + pixel] *= sums[pixel] }
    }
  }
}
