/// A frequency, stored in hertz.
public struct Frequency: Quantity {
  /// The value in the SI unit.
  public let siValue: Double

  /// Makes a quantity from its value in the SI unit.
  public init(siValue: Double) { self.siValue = siValue }

  /// A frequency in hertz.
  public static func hertz(_ value: Double) -> Frequency { Frequency(siValue: value) }

  /// The frequency in hertz.
  public var hertz: Double { siValue }
}

extension Frequency: ParsableQuantity {
  /// What messages call it.
  public static var name: String { "frequency" }
  /// A text that parses.
  public static var example: String { "500kHz" }
  /// The units and their sizes in the SI unit.
  public static var units: [(symbol: String, siValue: Double)] { [("Hz", 1), ("kHz", 1e3), ("MHz", 1e6)] }
}
