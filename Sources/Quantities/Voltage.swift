/// A voltage, stored in volts.
public struct Voltage: Quantity {
  /// The value in the SI unit.
  public let siValue: Double

  /// Makes a quantity from its value in the SI unit.
  public init(siValue: Double) { self.siValue = siValue }

  /// A voltage in volts.
  public static func volts(_ value: Double) -> Voltage { Voltage(siValue: value) }

  /// The voltage in volts.
  public var volts: Double { siValue }
}

extension Voltage: ParsableQuantity {
  /// What messages call it.
  public static var name: String { "voltage" }
  /// A text that parses.
  public static var example: String { "5V" }
  /// The units and their sizes in the SI unit.
  public static var units: [(symbol: String, siValue: Double)] { [("mV", 1e-3), ("V", 1)] }
}
