/// Scores of classes from features: what the network says by itself, times a gain, a sum over the features, and what
/// units between make of them.
public struct TaughtHead: Sendable, Equatable {
  /// `[class][feature]`.
  public var weights: [[Float]]
  /// One for each class.
  public var bias: [Float]
  /// How much the network's own scores count; 1 is as they are.
  public var gain: Float
  /// Units between features and classes; nil where there are none.
  public var units: UnitLayer?

  /// Takes its numbers.
  public init(weights: [[Float]], bias: [Float], gain: Float, units: UnitLayer? = nil) {
    self.weights = weights
    self.bias = bias
    self.gain = gain
    self.units = units
  }

  /// The head that says what the network says by itself.
  public static func unchanged(classCount: Int, featureCount: Int) -> TaughtHead {
    TaughtHead(
      weights: [[Float]](repeating: [Float](repeating: 0, count: featureCount), count: classCount),
      bias: [Float](repeating: 0, count: classCount),
      gain: 1
    )
  }

  /// The scores of a pixel, before the softmax.
  public func scores(features: [Float], prior: [Float]) -> [Float] {
    let added = units?.scores(features: features)
    return bias.indices.map { index in
      let sum = zip(weights[index], features).reduce(0) { $0 + $1.0 * $1.1 }
      return gain * prior[index] + bias[index] + sum + (added?[index] ?? 0)
    }
  }

  /// The same head for features as they are, where this one is for standardised ones.
  func unstandardised(mean: [Float], deviation: [Float]) -> TaughtHead {
    func raw(_ row: [Float]) -> [Float] { zip(row, deviation).map { $0 / $1 } }
    func moved(_ bias: Float, _ raw: [Float]) -> Float { bias - zip(raw, mean).reduce(0) { $0 + $1.0 * $1.1 } }
    var head = self
    head.weights = weights.map(raw)
    head.bias = zip(bias, head.weights).map(moved)
    if let units {
      let rows = units.weights.map(raw)
      head.units = UnitLayer(weights: rows, bias: zip(units.bias, rows).map(moved), output: units.output)
    }
    return head
  }

  /// A head whose scores are the mean of others'.
  static func mean(of heads: [TaughtHead]) -> TaughtHead? {
    guard var head = heads.first else { return nil }
    let share = 1 / Float(heads.count)
    head.gain = share * heads.reduce(0) { $0 + $1.gain }
    head.bias = head.bias.indices.map { label in share * heads.reduce(0) { $0 + $1.bias[label] } }
    head.weights = head.weights.indices.map { label in
      head.weights[label].indices.map { feature in share * heads.reduce(0) { $0 + $1.weights[label][feature] } }
    }
    let layers = heads.compactMap(\.units)
    guard !layers.isEmpty else { return head }
    var units = UnitLayer.mean(of: layers)
    // Heads without units count as well.
    let present = share * Float(layers.count)
    units.output = units.output.map { $0.map { $0 * present } }
    head.units = units
    return head
  }
}
