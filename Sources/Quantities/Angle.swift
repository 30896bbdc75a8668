/// An angle, stored in radians.
public struct Angle: Quantity {
  public let siValue: Double

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
