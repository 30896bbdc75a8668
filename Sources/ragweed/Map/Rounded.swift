import Foundation

/// Numbers as people read them.
enum Rounded {
  /// A number with three significant digits, without an exponent.
  static func text(_ value: Double) -> String {
    guard value != 0, value.isFinite else { return "0" }
    let digits = max(0, 2 - Int(log10(value.magnitude).rounded(.down)))
    return String(format: "%.\(digits)f", value)
  }
}
