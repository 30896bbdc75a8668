/// An electrical resistance, stored in ohms.
public struct Resistance: Quantity {
  /// The value in the SI unit.
  public let siValue: Double

  /// Makes a quantity from its value in the SI unit.
  public init(siValue: Double) { self.siValue = siValue }

  /// A resistance in ohms.
  public static func ohms(_ value: Double) -> Resistance { Resistance(siValue: value) }

  /// The resistance in ohms.
  public var ohms: Double { siValue }
}

extension Resistance: ParsableQuantity {
  /// What messages call it.
  public static var name: String { "resistance" }
  /// A text that parses.
  public static var example: String { "100mOhm" }
  /// The units and their sizes in the SI unit.
  public static var units: [(symbol: String, siValue: Double)] { [("mOhm", 1e-3), ("Ohm", 1)] }
}
