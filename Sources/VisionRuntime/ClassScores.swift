#if canImport(Glibc)
  import Glibc
#endif
import Imagery

/// From what a network gives to probabilities that sum to 1 over the classes of each pixel.
enum ClassScores {
  /// The numbers of a network are not what they are said to be.
  struct NoProbabilities: Error {
    let least: Float
    let most: Float
  }

  /// The probabilities, `[class, row, column]`.
  ///
  /// - Parameters:
  ///   - scores: the network's numbers, `[channel, row, column]`.
  ///   - kind: what they are.
  ///   - channels: how many numbers a pixel has.
  ///   - classes: how many classes there are; one more than channels where the background has no channel.
  /// - Returns: the probabilities of all classes.
  /// - Throws: `NoProbabilities` where numbers that are said to be probabilities are not between 0 and 1.
  static func probabilities(
    _ scores: consuming [Float],
    kind: ModelCard.Output.Kind,
    channels: Int,
    classes: Int
  ) throws -> [Float] {
    var scores = scores
    switch (kind, channels) {
    case (.logits, 1): for index in scores.indices { scores[index] = 1 / (1 + exp(-scores[index])) }
    case (.logits, _): softmax(&scores, classes: channels)
    case (.probabilities, _), (.independent, _): try check(scores)
    }
    guard kind == .independent || channels < classes else { return scores }
    return withBackground(scores, channels: channels, classes: classes)
  }

  /// The softmax over the classes of each pixel, in place.
  static func softmax(_ scores: inout [Float], classes: Int) {
    let plane = scores.count / classes
    for pixel in 0..<plane {
      var largest = -Float.infinity
      for index in 0..<classes { largest = max(largest, scores[index * plane + pixel]) }
      var sum: Float = 0
      for index in 0..<classes {
        let value = exp(scores[index * plane + pixel] - largest)
        scores[index * plane + pixel] = value
        sum += value
      }
      for index in 0..<classes { scores[index * plane + pixel] /= sum }
    }
  }

  /// Engines round: a softmax in 16 bits may give 1.004.
  private static let allowed: ClosedRange<Float> = -0.01...1.01

  private static func check(_ scores: [Float]) throws {
    // Added up without a choice in between: a processor looks at many at once.
    var outside: Int32 = 0
    let (least, most) = (allowed.lowerBound, allowed.upperBound)
    let given = scores.span
    for index in given.indices { outside |= (given[index] >= least ? 0 : 1) | (given[index] <= most ? 0 : 1) }
    guard outside != 0 else { return }
    let numbers = scores.filter { !$0.isNaN }
    let isWhole = numbers.count == scores.count
    throw NoProbabilities(
      least: isWhole ? numbers.min() ?? .nan : .nan,
      most: isWhole ? numbers.max() ?? .nan : .nan
    )
  }

  /// The background is what no channel claims; then all are divided by their sum, which keeps their order.
  private static func withBackground(_ scores: [Float], channels: Int, classes: Int) -> [Float] {
    let plane = scores.count / channels
    let first = classes - channels
    var result = [Float](repeating: 0, count: plane * classes)
    for pixel in 0..<plane {
      var (sum, most) = (Float(0), Float(0))
      for channel in 0..<channels {
        let score = max(scores[channel * plane + pixel], 0)
        result[(first + channel) * plane + pixel] = score
        sum += score
        most = max(most, score)
      }
      let background = first == 1 ? max(1 - most, 0) : 0
      sum += background
      if first == 1 { result[pixel] = background }
      guard sum > 0 else {
        result[pixel] = 1
        continue
      }
      for index in 0..<classes { result[index * plane + pixel] /= sum }
    }
    return result
  }
}
