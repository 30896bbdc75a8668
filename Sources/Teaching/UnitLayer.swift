/// Units between features and classes: each adds up features, and counts where the sum is above zero.
public struct UnitLayer: Sendable, Equatable {
  /// `[unit][feature]`.
  public var weights: [[Float]]
  /// One for each unit.
  public var bias: [Float]
  /// What a unit gives each class, `[class][unit]`.
  public var output: [[Float]]

  /// Takes its numbers.
  public init(weights: [[Float]], bias: [Float], output: [[Float]]) {
    self.weights = weights
    self.bias = bias
    self.output = output
  }

  /// What the units add to the scores of a pixel.
  func scores(features: [Float]) -> [Float] {
    let active = bias.indices.map { unit in
      max(0, bias[unit] + zip(weights[unit], features).reduce(0) { $0 + $1.0 * $1.1 })
    }
    return output.map { zip($0, active).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  /// Units beside each other, all of which count less by as many as there are layers.
  static func mean(of layers: [UnitLayer]) -> UnitLayer {
    let share = 1 / Float(max(1, layers.count))
    let classes = layers.first?.output.indices ?? 0..<0
    return UnitLayer(
      weights: layers.flatMap(\.weights),
      bias: layers.flatMap(\.bias),
      output: classes.map { label in layers.flatMap { $0.output[label].map { $0 * share } } }
    )
  }
}
