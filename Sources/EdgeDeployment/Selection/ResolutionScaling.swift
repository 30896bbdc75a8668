import Quantities

/// Latency at a resolution that was not measured, from those that were.
///
/// The seminar's case study found latency linear in resolution. With two measurements of the same network, board and
/// precision the line through the nearest two is taken, with one the latency grows with the number of pixels.
public enum ResolutionScaling {
  /// Estimates a latency.
  ///
  /// - Parameters:
  ///   - pixels: the number of pixels wanted.
  ///   - measured: numbers of pixels and latencies, each above zero.
  /// - Returns: the latency; nil where nothing was measured or the line gives none above zero.
  public static func latency(atPixels pixels: Int, measured: [(pixels: Int, latency: Duration)]) -> Duration? {
    let nearest = measured.sorted { abs($0.pixels - pixels) < abs($1.pixels - pixels) }
    guard let first = nearest.first else { return nil }
    guard let second = nearest.dropFirst().first(where: { $0.pixels != first.pixels }) else {
      return first.latency.times(Double(pixels) / Double(first.pixels))
    }
    let part = Double(pixels - first.pixels) / Double(second.pixels - first.pixels)
    let latency = first.latency + (second.latency - first.latency).times(part)
    return latency > .zero ? latency : nil
  }
}
