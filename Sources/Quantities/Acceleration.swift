/// An acceleration, stored in metres per second squared.
public struct Acceleration: Quantity {
  /// The value in the SI unit.
  public let siValue: Double

  /// Makes a quantity from its value in the SI unit.
  public init(siValue: Double) { self.siValue = siValue }

  /// An acceleration in metres per second squared.
  public static func metersPerSecondSquared(_ value: Double) -> Acceleration { Acceleration(siValue: value) }

  /// The acceleration in metres per second squared.
  public var metersPerSecondSquared: Double { siValue }
}

extension Acceleration: ParsableQuantity {
  /// What messages call it.
  public static var name: String { "acceleration" }
  /// A text that parses.
  public static var example: String { "2.5m/s2" }
  /// The units and their sizes in the SI unit.
  public static var units: [(symbol: String, siValue: Double)] { [("m/s2", 1)] }
}
