/// An amount of money, stored in euros.
public struct Money: Quantity {
  /// The value in the SI unit.
  public let siValue: Double

  /// Makes a quantity from its value in the SI unit.
  public init(siValue: Double) { self.siValue = siValue }

  /// An amount in euros.
  public static func euros(_ value: Double) -> Money { Money(siValue: value) }

  /// The amount in euros.
  public var euros: Double { siValue }
}
