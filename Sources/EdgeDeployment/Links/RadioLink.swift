public import Quantities

/// A radio link: how long and with how much energy it carries a message.
///
/// The method is that of Krug and O'Nils, "Modeling and comparison of delay and energy cost of IoT data transfers", IEEE
/// Access 7, 2019; no loss, no contention.
public struct RadioLink: Sendable {
  /// The name on the command line.
  public let id: String
  /// The name in full.
  public let name: String
  /// Where figures and rules are from.
  public let source: String
  /// What the radio draws.
  public let power: RadioPower
  private let rule: @Sendable (Int) -> Airtime

  init(
    id: String,
    name: String,
    source: String,
    power: RadioPower,
    rule: @escaping @Sendable (Int) -> Airtime
  ) {
    self.id = id
    self.name = name
    self.source = source
    self.power = power
    self.rule = rule
  }

  /// The airtime of a message.
  ///
  /// - Parameter bytes: of the message, 0 or more; nothing to send takes no time.
  /// - Returns: the time in each state.
  public func airtime(bytes: Int) -> Airtime { bytes > 0 ? rule(bytes) : Airtime() }

  /// The energy of a message.
  public func energy(bytes: Int) -> Energy { airtime(bytes: bytes).energy(power) }

  /// Adds up packets of a greatest size.
  ///
  /// - Parameters:
  ///   - bytes: of the message.
  ///   - limit: most bytes of a packet with its headers.
  ///   - headers: bytes of IP and UDP in each packet.
  ///   - packet: the airtime of a packet of some bytes.
  /// - Returns: the airtime of all of them.
  static func packets(_ bytes: Int, limit: Int, headers: Int, _ packet: (Int) -> Airtime) -> Airtime {
    let room = limit - headers
    let (full, rest) = bytes.quotientAndRemainder(dividingBy: room)
    return packet(limit) * full + (rest > 0 ? packet(rest + headers) : Airtime())
  }

  static func divided(_ number: Int, _ divisor: Int) -> Int { (number + divisor - 1) / divisor }
}
