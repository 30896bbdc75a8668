/// What a layer computes and reads, as the file of its network says it.
///
/// Kernels and channels alone do not tell: groups, factors that are no weights, and windows of one or three dimensions are
/// lost on the way to a layer graph.
public struct LayerWork: Sendable, Hashable {
  /// Multiplications with the addition that follows each, for one image.
  public let multiplyAdds: Int
  /// Weights.
  public let weights: Int
  /// Values read of what other layers made.
  public let valuesRead: Int

  /// Makes a count.
  public init(multiplyAdds: Int, weights: Int, valuesRead: Int) {
    self.multiplyAdds = multiplyAdds
    self.weights = weights
    self.valuesRead = valuesRead
  }

  /// Whether counts are above zero and far above any network, with room for the sum over all layers.
  var isSound: Bool { [multiplyAdds, weights, valuesRead].allSatisfy { 0..<1_000_000_000_000_000 ~= $0 } }
}
