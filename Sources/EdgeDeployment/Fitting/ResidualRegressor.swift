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

  /// Doublings of a size over which layers resemble each other, where it is not the usual.
  let length: Double?
  /// Variance of what no feature explains, where it is not the usual.
  let noise: Double?

  private static let usualLength = 0.7
  /// Variance of the logarithm: about a third up or down.
  private static let amplitude = 0.1
  private static let usualNoise = 0.02

  /// Learns from layers.
  ///
  /// - Parameters:
  ///   - points: their features.
  ///   - residuals: the logarithms of measured time over modelled time.
  ///   - length: doublings of a size over which layers resemble each other; nil for the usual.
  ///   - noise: variance of what no feature explains; nil for the usual, that of layers timed within networks.
  init(points: [[Double]], residuals: [Double], length: Double? = nil, noise: Double? = nil) {
    self.points = points
    self.length = length
    self.noise = noise
    let matrix = Self.matrix(points, length ?? Self.usualLength, noise ?? Self.usualNoise)
    weights = LinearSystem.solve(matrix, residuals) ?? [Double](repeating: 0, count: points.count)
  }

  private static func matrix(_ points: [[Double]], _ length: Double, _ noise: Double) -> [[Double]] {
    var matrix = points.map { first in points.map { kernel(first, $0, length) } }
    for index in points.indices { matrix[index][index] += noise }
    return matrix
  }

  /// The factor at some features.
  func factor(_ features: [Double]) -> Double {
    let length = length ?? Self.usualLength
    return exp(zip(points, weights).reduce(0) { $0 + Self.kernel($1.0, features, length) * $1.1 })
  }

  /// How unsure the factors at some features are: the standard deviations of their logarithms.
  func uncertainty(at places: [[Double]]) -> [Double] {
    let length = length ?? Self.usualLength
    guard let lower = LinearSystem.lower(Self.matrix(points, length, noise ?? Self.usualNoise)) else {
      return [Double](repeating: Self.amplitude.squareRoot(), count: places.count)
    }
    return places.map { place in
      let seen = LinearSystem.forward(lower, points.map { Self.kernel($0, place, length) })
      return max(0, Self.amplitude - seen.reduce(0) { $0 + $1 * $1 }).squareRoot()
    }
  }

  private static func kernel(_ first: [Double], _ second: [Double], _ length: Double) -> Double {
    let square = zip(first, second).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    return amplitude * exp(-square / (2 * length * length))
  }

  /// The features of a layer: logarithms of its side, channels, kernel and stride to base 2, how it pools, and
  /// the logarithm of its dilation.
  static func features(of layer: Layer) -> [Double] {
    [
      log2(Double(layer.output.batch * layer.output.height * layer.output.width)) / 2,
      log2(Double(layer.input.channels)), log2(Double(layer.output.channels)),
      log2(Double(layer.kernelArea)), log2(Double(layer.stride)), layer.isAverage ? 2 : 0,
      log2(Double(layer.dilation)),
    ]
  }
}
