/// A power, stored in watts.
public struct Power: Quantity {
  /// The value in the SI unit.
  public let siValue: Double

  /// Makes a quantity from its value in the SI unit.
  public init(siValue: Double) { self.siValue = siValue }

  /// A power in watts.
  public static func watts(_ value: Double) -> Power { Power(siValue: value) }

  /// The power in watts.
  public var watts: Double { siValue }

  /// The energy that a power takes in a time.
  public static func * (lhs: Power, rhs: Duration) -> Energy { .joules(lhs.watts * rhs.inSeconds) }
}

extension Power: ParsableQuantity {
  /// What messages call it.
  public static var name: String { "power" }
  /// A text that parses.
  public static var example: String { "15W" }
  /// The units and their sizes in the SI unit.
  public static var units: [(symbol: String, siValue: Double)] { [("mW", 1e-3), ("W", 1), ("kW", 1e3)] }
}
