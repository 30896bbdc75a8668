import Foundation
import Quantities

/// Numbers as people read them.
public enum Rounded {
  /// A number with three significant digits, without an exponent and without zeros at its end.
  public static func text(_ value: Double) -> String {
    guard value != 0, value.isFinite else { return "0" }
    let digits = max(0, 2 - Int(bounded: log10(value.magnitude).rounded(.down)))
    var text = String(format: "%.\(digits)f", value)
    guard text.contains(".") else { return text }
    while text.hasSuffix("0") { text.removeLast() }
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }
}
