/// A length, stored in metres.
public struct Length: Quantity {
  /// The value in the SI unit.
  public let siValue: Double

  /// Makes a quantity from its value in the SI unit.
  public init(siValue: Double) { self.siValue = siValue }

  /// A length in metres.
  public static func meters(_ value: Double) -> Length { Length(siValue: value) }

  /// A length in centimetres.
  public static func centimeters(_ value: Double) -> Length { Length(siValue: value / 100) }

  /// A length in millimetres.
  public static func millimeters(_ value: Double) -> Length { Length(siValue: value / 1000) }

  /// A length in micrometres.
  public static func micrometers(_ value: Double) -> Length { Length(siValue: value / 1_000_000) }

  /// A length in kilometres.
  public static func kilometers(_ value: Double) -> Length { Length(siValue: value * 1000) }

  /// The length in metres.
  public var meters: Double { siValue }

  /// The length in centimetres.
  public var centimeters: Double { siValue * 100 }

  /// The length in millimetres.
  public var millimeters: Double { siValue * 1000 }

  /// The length in kilometres.
  public var kilometers: Double { siValue / 1000 }

  /// The area of a rectangle with these sides.
  public static func * (lhs: Length, rhs: Length) -> Area { .squareMeters(lhs.meters * rhs.meters) }

  /// The speed that covers a length in a time.
  public static func / (lhs: Length, rhs: Duration) -> Speed { .metersPerSecond(lhs.meters / rhs.inSeconds) }

  /// The time in which a length is covered at a speed.
  public static func / (lhs: Length, rhs: Speed) -> Duration { .bounded(seconds: lhs.meters / rhs.metersPerSecond) }
}
