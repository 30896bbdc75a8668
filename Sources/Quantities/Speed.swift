/// A speed, stored in metres per second.
public struct Speed: Quantity {
  /// The value in the SI unit.
  public let siValue: Double

  /// Makes a quantity from its value in the SI unit.
  public init(siValue: Double) { self.siValue = siValue }

  /// A speed in metres per second.
  public static func metersPerSecond(_ value: Double) -> Speed { Speed(siValue: value) }

  /// A speed in kilometres per hour.
  public static func kilometersPerHour(_ value: Double) -> Speed { Speed(siValue: value / 3.6) }

  /// The speed in metres per second.
  public var metersPerSecond: Double { siValue }

  /// The length covered at this speed in a time.
  public static func * (lhs: Speed, rhs: Duration) -> Length { .meters(lhs.metersPerSecond * rhs.inSeconds) }
}
