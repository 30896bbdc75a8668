/// The numbers of a head at the end of a network.
public struct EndWeights: Sendable {
  /// Units between features and classes, each of which counts where its sum is above zero.
  public struct Units: Sendable {
    let weights: [[[Float]]]
    let bias: [Float]
    let output: [[Float]]

    /// Takes numbers.
    ///
    /// - Parameters:
    ///   - weights: `[features][unit][channel]`, in the order of `TaughtEnd.features`.
    ///   - bias: one for each unit.
    ///   - output: what a unit gives each class, `[class][unit]`.
    public init(weights: [[[Float]]], bias: [Float], output: [[Float]]) {
      self.weights = weights
      self.bias = bias
      self.output = output
    }
  }

  let own: [[Float]]
  let weights: [[[Float]]]?
  let bias: [Float]
  let units: Units?

  /// Takes numbers.
  ///
  /// - Parameters:
  ///   - own: what the network's own scores give each class, `[class][channel]`.
  ///   - weights: `[features][class][channel]`, in the order of `TaughtEnd.features`; nil where no feature counts directly.
  ///   - bias: one for each class.
  ///   - units: what lies between features and classes; nil for nothing.
  public init(own: [[Float]], weights: [[[Float]]]?, bias: [Float], units: Units?) {
    self.own = own
    self.weights = weights
    self.bias = bias
    self.units = units
  }
}
