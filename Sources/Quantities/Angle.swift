/// An angle, stored in radians.
public struct Angle: Quantity {
  /// The value in the SI unit.
  public let siValue: Double

  /// Makes a quantity from its value in the SI unit.
  public init(siValue: Double) { self.siValue = siValue }

  /// An angle in radians.
  public static func radians(_ value: Double) -> Angle { Angle(siValue: value) }

  /// An angle in degrees.
  public static func degrees(_ value: Double) -> Angle { Angle(siValue: value * .pi / 180) }

  /// The angle in radians.
  public var radians: Double { siValue }

  /// The angle in degrees.
  public var degrees: Double { siValue * 180 / .pi }
}
