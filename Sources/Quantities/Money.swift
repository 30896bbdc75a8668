/// An amount of money, stored in euros.
public struct Money: Quantity {
  public let siValue: Double

  public init(siValue: Double) { self.siValue = siValue }

  /// An amount in euros.
  public static func euros(_ value: Double) -> Money { Money(siValue: value) }

  /// The amount in euros.
  public var euros: Double { siValue }
}
