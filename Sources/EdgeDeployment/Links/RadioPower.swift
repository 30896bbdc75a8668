public import Quantities

/// What a radio draws in each of its states.
public struct RadioPower: Hashable, Sendable {
  /// While it sends.
  public let sending: Power
  /// While it receives.
  public let receiving: Power
  /// While it waits.
  public let idle: Power

  init(_ sending: Double, _ receiving: Double, _ idle: Double) {
    self.sending = .watts(sending)
    self.receiving = .watts(receiving)
    self.idle = .watts(idle)
  }
}
