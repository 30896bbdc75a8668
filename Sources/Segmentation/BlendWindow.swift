#if canImport(Glibc)
  import Glibc
#endif

/// The weight of each pixel of a tile where tiles overlap: a Hann window, larger than 0 up to the tile's edge.
///
/// A network sees less around a pixel near a tile's edge, so its vote counts less there. The window is sampled at
/// pixel centres, `sin^2(pi (i + 1/2) / n)`, so that no pixel of the image is left without a weight.
struct BlendWindow {
  /// The weights along a row or column of a tile, from 0 to 1.
  let weights: [Float]

  init(tileInPixels: Int) {
    weights = (0..<tileInPixels).map { index in
      let wave = sin(Double.pi * (Double(index) + 0.5) / Double(tileInPixels))
      return Float(wave * wave)
    }
  }

  /// The sum of the weights at each place of an image side, over all tiles that cover it.
  func sums(origins: [Int], length: Int) -> [Float] {
    var sums = [Float](repeating: 0, count: length)
    for origin in origins {
      for (index, weight) in weights.enumerated() where origin + index < length { sums[origin + index] += weight }
    }
    return sums
  }
}
