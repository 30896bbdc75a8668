/// An area, stored in square metres.
public struct Area: Quantity {
  /// The value in the SI unit.
  public let siValue: Double

  /// Makes a quantity from its value in the SI unit.
  public init(siValue: Double) { self.siValue = siValue }

  /// An area in square metres.
  public static func squareMeters(_ value: Double) -> Area { Area(siValue: value) }

  /// An area in square centimetres.
  public static func squareCentimeters(_ value: Double) -> Area { Area(siValue: value / 10_000) }

  /// An area in hectares.
  public static func hectares(_ value: Double) -> Area { Area(siValue: value * 10_000) }

  /// An area in square kilometres.
  public static func squareKilometers(_ value: Double) -> Area { Area(siValue: value * 1_000_000) }

  /// The area in square metres.
  public var squareMeters: Double { siValue }

  /// The area in square centimetres.
  public var squareCentimeters: Double { siValue * 10_000 }

  /// The area in hectares.
  public var hectares: Double { siValue / 10_000 }

  /// The area in square kilometres.
  public var squareKilometers: Double { siValue / 1_000_000 }

  /// The other side of a rectangle of this area.
  public static func / (lhs: Area, rhs: Length) -> Length { .meters(lhs.squareMeters / rhs.meters) }
}
