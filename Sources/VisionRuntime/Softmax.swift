#if canImport(Glibc)
  import Glibc
#endif

/// The softmax over the classes of each pixel.
enum Softmax {
  /// Turns logits, `[class, row, column]`, into probabilities in place.
  static func apply(to scores: inout [Float], classes: Int) {
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
}
