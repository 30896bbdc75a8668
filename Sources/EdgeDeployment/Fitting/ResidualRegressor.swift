import Foundation

/// What a Gaussian process learnt of how far layers lie from a simpler model, as the logarithm of a factor.
///
/// A squared exponential kernel over the logarithms of a layer's sizes. Close to measured layers the factor is theirs; far
/// from all of them it is 1. Rasmussen and Williams, "Gaussian Processes for Machine Learning", 2006, algorithm 2.1.
struct ResidualRegressor: Codable, Hashable, Sendable {
  /// Features of the measured layers.
  let points: [[Double]]
  /// Their weights in the mean.
  let weights: [Double]

  /// Doublings of a size over which layers resemble each other.
  private static let length = 0.7
  /// Variance of the logarithm: about a third up or down.
  private static let amplitude = 0.1
  /// Variance of what no feature explains.
  private static let noise = 0.02

  /// Learns from layers.
  ///
  /// - Parameters:
  ///   - points: their features.
  ///   - residuals: the logarithms of measured time over modelled time.
  init(points: [[Double]], residuals: [Double]) {
    var matrix = points.map { first in points.map { Self.kernel(first, $0) } }
    for index in points.indices { matrix[index][index] += Self.noise }
    self.points = points
    weights = LinearSystem.solve(matrix, residuals) ?? [Double](repeating: 0, count: points.count)
  }

  /// The factor at some features.
  func factor(_ features: [Double]) -> Double {
    exp(zip(points, weights).reduce(0) { $0 + Self.kernel($1.0, features) * $1.1 })
  }

  private static func kernel(_ first: [Double], _ second: [Double]) -> Double {
    let square = zip(first, second).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    return amplitude * exp(-square / (2 * length * length))
  }

  /// The features of a layer: logarithms of its side, channels, kernel and stride to base 2, and how it pools.
  static func features(of layer: Layer) -> [Double] {
    [
      log2(Double(layer.output.batch * layer.output.height * layer.output.width)) / 2,
      log2(Double(layer.input.channels)), log2(Double(layer.output.channels)),
      log2(Double(layer.kernelArea)), log2(Double(layer.stride)), layer.isAverage ? 2 : 0,
    ]
  }
}
