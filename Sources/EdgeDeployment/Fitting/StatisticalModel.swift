import Foundation
import Quantities

/// A regressor on a layer's features alone, without a formula for what it computes.
///
/// A Gaussian process over the logarithm of time, with a linear and a squared exponential kernel on the logarithms of
/// operations, values and sizes: the statistical model that stands beside the mixed one (Wess et al., IEEE Access 9, 2021,
/// take a random forest, which cannot go beyond what it has seen).
public struct StatisticalModel: Sendable {
  private let points: [[Double]]
  private let weights: [Double]
  private let mean: Double

  private static let noise = 0.01
  private static let amplitude = 0.3
  private static let length = 2.0

  /// Learns from layers of one type.
  ///
  /// - Parameter measured: layers and their times, each above zero.
  init(measured: [(layer: Layer, latency: Duration)]) {
    let points = measured.map { Self.features(of: $0.layer) }
    let targets = measured.map { log(max(1e-9, $0.latency.inSeconds)) }
    let mean = targets.reduce(0, +) / Double(max(1, targets.count))
    var matrix = points.map { first in points.map { Self.kernel(first, $0) } }
    for index in points.indices { matrix[index][index] += Self.noise }
    self.points = points
    self.mean = mean
    weights =
      LinearSystem.solve(matrix, targets.map { $0 - mean }) ?? [Double](repeating: 0, count: points.count)
  }

  /// The time of a layer where it is executed on its own.
  func latency(of layer: Layer) -> Duration {
    let features = Self.features(of: layer)
    let value = zip(points, weights).reduce(mean) { $0 + Self.kernel($1.0, features) * $1.1 }
    return .modelled(seconds: exp(min(value, 30)))
  }

  private static func kernel(_ first: [Double], _ second: [Double]) -> Double {
    var (square, product) = (0.0, 1.0)
    for (a, b) in zip(first, second) {
      square += (a - b) * (a - b)
      product += (a - 10) * (b - 10) / 100
    }
    return product + amplitude * exp(-square / (2 * length * length))
  }

  /// Logarithms to base 2 of operations, values read and written, weights, and sizes.
  private static func features(of layer: Layer) -> [Double] {
    [
      layer.operations, layer.valuesRead, layer.output.count, layer.weights, layer.input.channels,
      layer.output.channels, layer.output.height * layer.output.width, layer.kernelArea, layer.stride,
    ].map { log2(Double(max(1, $0))) }
  }
}
