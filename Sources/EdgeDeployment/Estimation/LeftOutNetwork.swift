/// How well a platform estimates a network that it was not fitted to.
public struct LeftOutNetwork: Codable, Hashable, Sendable {
  /// The network.
  public let network: String
  /// Its measured time.
  public let measuredMs: Double
  /// The time estimated by a platform fitted to the others.
  public let estimatedMs: Double
  /// How far off, positive where the estimate is too high.
  public let errorPercent: Double
  /// The time estimated by a regressor on the layers' features alone, from the same layers.
  public let statisticalMs: Double?
  /// How far off that is.
  public let statisticalErrorPercent: Double?

  init(network: String, measured: Duration, estimated: Duration, statistical: Duration) {
    self.network = network
    measuredMs = measured / .milliseconds(1)
    estimatedMs = estimated / .milliseconds(1)
    errorPercent = 100 * (estimated / measured - 1)
    statisticalMs = statistical / .milliseconds(1)
    statisticalErrorPercent = 100 * (statistical / measured - 1)
  }
}
