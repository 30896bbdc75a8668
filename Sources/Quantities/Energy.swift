/// An energy, stored in joules.
public struct Energy: Quantity {
  /// The value in the SI unit.
  public let siValue: Double

  /// Makes a quantity from its value in the SI unit.
  public init(siValue: Double) { self.siValue = siValue }

  /// An energy in joules.
  public static func joules(_ value: Double) -> Energy { Energy(siValue: value) }

  /// The energy in joules.
  public var joules: Double { siValue }

  /// How long an energy lasts at a power.
  public static func / (lhs: Energy, rhs: Power) -> Duration { .bounded(seconds: lhs.joules / rhs.watts) }

  /// The mean power of an energy over a time.
  public static func / (lhs: Energy, rhs: Duration) -> Power { .watts(lhs.joules / rhs.inSeconds) }
}

extension Energy: ParsableQuantity {
  /// What messages call it.
  public static var name: String { "energy" }
  /// A text that parses.
  public static var example: String { "50mJ" }
  /// The units and their sizes in the SI unit.
  public static var units: [(symbol: String, siValue: Double)] {
    [("uJ", 1e-6), ("mJ", 1e-3), ("J", 1), ("Wh", 3600)]
  }
}
