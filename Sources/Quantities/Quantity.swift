/// A physical quantity: one stored value in the SI unit, so that mixing units does not compile.
///
/// Conforming types add named factories (`.meters(45)`) and readers (`length.meters`). In files the unit is in the
/// key (`altitude_m`), so a quantity has no encoding of its own.
public protocol Quantity: Sendable, Hashable, Comparable, AdditiveArithmetic {
  /// The value in the SI unit of the quantity.
  var siValue: Double { get }

  /// Makes a quantity from its value in the SI unit.
  init(siValue: Double)
}

extension Quantity {
  /// The quantity of size nothing.
  public static var zero: Self { Self(siValue: 0) }

  /// Whether one quantity is smaller than another.
  public static func < (lhs: Self, rhs: Self) -> Bool { lhs.siValue < rhs.siValue }

  /// The sum of two quantities of the same kind.
  public static func + (lhs: Self, rhs: Self) -> Self { Self(siValue: lhs.siValue + rhs.siValue) }

  /// The difference of two quantities of the same kind.
  public static func - (lhs: Self, rhs: Self) -> Self { Self(siValue: lhs.siValue - rhs.siValue) }

  /// The quantity with its sign turned.
  public static prefix func - (value: Self) -> Self { Self(siValue: -value.siValue) }

  /// A quantity times a plain number.
  public static func * (lhs: Self, rhs: Double) -> Self { Self(siValue: lhs.siValue * rhs) }

  /// A plain number times a quantity.
  public static func * (lhs: Double, rhs: Self) -> Self { Self(siValue: lhs * rhs.siValue) }

  /// A quantity divided by a plain number.
  public static func / (lhs: Self, rhs: Double) -> Self { Self(siValue: lhs.siValue / rhs) }

  /// The ratio of two quantities of the same kind.
  public static func / (lhs: Self, rhs: Self) -> Double { lhs.siValue / rhs.siValue }

  /// The size of the quantity without its sign.
  public var magnitude: Self { Self(siValue: siValue.magnitude) }
}
