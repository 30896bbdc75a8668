public import Quantities

/// How long a radio is in each state while it sends a message.
public struct Airtime: Hashable, Sendable {
  /// Sending.
  public var sending = Duration.zero
  /// Receiving acknowledgements, and listening for them.
  public var receiving = Duration.zero
  /// Waiting.
  public var waiting = Duration.zero

  /// From the first to the last state.
  public var delay: Duration { sending + receiving + waiting }

  /// The energy of a radio.
  public func energy(_ power: RadioPower) -> Energy {
    power.sending * sending + power.receiving * receiving + power.idle * waiting
  }

  static func + (lhs: Airtime, rhs: Airtime) -> Airtime {
    Airtime(
      sending: lhs.sending + rhs.sending,
      receiving: lhs.receiving + rhs.receiving,
      waiting: lhs.waiting + rhs.waiting
    )
  }

  static func * (lhs: Airtime, rhs: Int) -> Airtime {
    Airtime(sending: lhs.sending * rhs, receiving: lhs.receiving * rhs, waiting: lhs.waiting * rhs)
  }
}
