import ModelGraphs
import Teaching

extension EndWeights {
  /// The numbers of a head, feature by feature.
  ///
  /// - Parameters:
  ///   - head: what was learnt.
  ///   - end: where the features are.
  ///   - own: what the network's own scores give each class, `[class][channel]`.
  init(_ head: TaughtHead, at end: TaughtEnd, own: [[Float]]) {
    func parts(of rows: [[Float]]) -> [[[Float]]] {
      var first = 0
      return end.features.map { features in
        defer { first += features.channels }
        return rows.map { Array($0[first..<(first + features.channels)]) }
      }
    }
    self.init(
      own: own,
      weights: head.weights.contains { $0.contains { $0 != 0 } } ? parts(of: head.weights) : nil,
      bias: head.bias,
      units: head.units.map { Units(weights: parts(of: $0.weights), bias: $0.bias, output: $0.output) }
    )
  }
}
