import Foundation

extension Double {
  /// e to this power.
  var exponential: Double { exp(self) }

  /// The natural logarithm of this number.
  var naturalLogarithm: Double { log(self) }

  /// This number to a power.
  func power(of exponent: Double) -> Double { pow(self, exponent) }
}
