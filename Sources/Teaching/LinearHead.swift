/// Scores of classes from features: what the network says by itself, times a gain, and a sum over the features.
public struct LinearHead: Sendable, Equatable {
  /// `[class][feature]`.
  public var weights: [[Float]]
  /// One for each class.
  public var bias: [Float]
  /// How much the network's own scores count; 1 is as they are.
  public var gain: Float

  /// Takes its numbers.
  public init(weights: [[Float]], bias: [Float], gain: Float) {
    self.weights = weights
    self.bias = bias
    self.gain = gain
  }

  /// The head that says what the network says by itself.
  public static func unchanged(classCount: Int, featureCount: Int) -> LinearHead {
    LinearHead(
      weights: [[Float]](repeating: [Float](repeating: 0, count: featureCount), count: classCount),
      bias: [Float](repeating: 0, count: classCount),
      gain: 1
    )
  }

  /// The scores of a pixel, before the softmax.
  public func scores(features: [Float], prior: [Float]) -> [Float] {
    bias.indices.map { index in
      gain * prior[index] + bias[index] + zip(weights[index], features).reduce(0) { $0 + $1.0 * $1.1 }
    }
  }

  /// The same head for features as they are, where this one is for standardised ones.
  func unstandardised(mean: [Float], deviation: [Float]) -> LinearHead {
    let raw = weights.map { zip($0, deviation).map { $0 / $1 } }
    let shifted = bias.indices.map { index in bias[index] - zip(raw[index], mean).reduce(0) { $0 + $1.0 * $1.1 } }
    return LinearHead(weights: raw, bias: shifted, gain: gain)
  }
}
