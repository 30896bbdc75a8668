import Foundation
import Quantities

/// The mixed model of one layer type: a sum of non-negative parts, times what was learnt of single layers.
struct LayerTypeModel: Codable, Hashable, Sendable {
  /// The canonical type.
  let type: String
  /// Padding of sizes.
  let unrolling: Unrolling
  /// Milliseconds: fixed, per 10^9 operations, per 10^6 values read, written, and weights.
  let coefficients: [Double]
  /// What the sum does not explain.
  let residual: ResidualRegressor?
  /// Whether it is of kernels of one value only, or of larger ones only; nil for all.
  var isPointwise: Bool?
  /// Whether it is of kernels with gaps only, for which engines have code of its own, or of kernels without; nil for all.
  var isDilated: Bool?

  /// Layers of a type with which a sum of parts can be found at all.
  static let fewestLayers = 5

  /// Layers from which every one teaches the residual; of twice as many every second does.
  static let mostPoints = 600

  /// Fits a type to measured layers.
  ///
  /// Squared errors are divided by the time itself: the variation of measured times grows with the time, and small layers
  /// would otherwise not count at all.
  ///
  /// - Parameters:
  ///   - type: the canonical type.
  ///   - measured: its layers.
  ///   - unrolling: padding of sizes.
  ///   - length: doublings of a size over which layers resemble each other; nil for the usual.
  ///   - noise: variance of the logarithm of a time that no size explains; nil for the usual.
  ///   - mostPoints: layers that teach the residual; 0 for none.
  init(
    type: String,
    measured: [MeasuredLayer],
    unrolling: Unrolling,
    length: Double? = nil,
    noise: Double? = nil,
    mostPoints: Int = mostPoints
  ) {
    self.type = type
    self.unrolling = unrolling
    let rows = measured.map { Self.parts(of: $0.layer, unrolling) }
    let times = measured.map { $0.latency.inSeconds * 1000 }
    let coefficients = NonNegativeFit.coefficients(rows: rows, targets: times, weights: times.map { 1 / $0 })
    self.coefficients = coefficients
    let residuals = zip(rows, times).map { row, time in log(time / max(1e-9, Self.sum(row, coefficients))) }
    // The process solves for all layers at once; beyond some hundred, more of them teach little and cost much.
    guard mostPoints > 0 else {
      residual = nil
      return
    }
    let chosen = stride(from: 0, to: measured.count, by: max(1, measured.count / mostPoints))
    residual = ResidualRegressor(
      points: chosen.map { ResidualRegressor.features(of: measured[$0].layer) },
      residuals: chosen.map { residuals[$0] },
      length: length,
      noise: noise
    )
  }

  /// Describes a type of which few layers were measured: a fixed time, and the board's bandwidth for the rest.
  ///
  /// A bandwidth of such layers alone would be wrong by far for larger ones: that of a vector of a thousand values is
  /// mostly the time to start.
  ///
  /// - Parameters:
  ///   - type: the canonical type.
  ///   - measured: its layers, one or more.
  ///   - millisecondsPerValue: the time to move a value.
  init(type: String, few measured: [MeasuredLayer], millisecondsPerValue: Double) {
    self.type = type
    let unpadded = Unrolling()
    let moving = [0, 0, 1, 1, 1].map { $0 * millisecondsPerValue * 1e6 }
    let rests = measured.map { layer in
      max(0, layer.latency.inSeconds * 1000 - Self.sum(Self.parts(of: layer.layer, unpadded), moving))
    }
    unrolling = unpadded
    coefficients = [rests.reduce(0, +) / Double(max(1, rests.count))] + moving[1...]
    residual = nil
  }

  /// Whether it is of layers like this one.
  func describes(_ layer: Layer) -> Bool {
    type == layer.type && isPointwise.map { $0 == (layer.kernelArea == 1) } ?? true
      && isDilated.map { $0 == (layer.dilation > 1) } ?? true
  }

  /// How far off the sum is without the residual: the mean square of the logarithm.
  func error(of measured: [MeasuredLayer]) -> Double {
    measured.reduce(0) { total, layer in
      let sum = Self.sum(Self.parts(of: layer.layer, unrolling), coefficients)
      let difference = log(max(1e-9, sum) / max(1e-9, layer.latency.inSeconds * 1000))
      return total + difference * difference
    } / Double(max(1, measured.count))
  }

  /// The time of a layer where it is executed on its own.
  func latency(of layer: Layer) -> Duration {
    let factor = residual?.factor(ResidualRegressor.features(of: layer)) ?? 1
    return .modelled(seconds: Self.sum(Self.parts(of: layer, unrolling), coefficients) * factor / 1000)
  }

  private static func parts(of layer: Layer, _ unrolling: Unrolling) -> [Double] {
    let read = Double(layer.valuesRead) * unrolling.padding(layer.input.width, unrolling.width)
    let written = Double(layer.output.count) * unrolling.padding(layer.output.width, unrolling.width)
    return [
      1, Double(layer.operations) * unrolling.padding(of: layer) / 1e9, read / 1e6, written / 1e6,
      Double(layer.weights) / 1e6,
    ]
  }

  private static func sum(_ parts: [Double], _ coefficients: [Double]) -> Double {
    zip(parts, coefficients).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
