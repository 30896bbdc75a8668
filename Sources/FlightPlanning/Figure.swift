import Quantities

/// Numbers as messages show them.
package enum Figure {
  /// A number with at most some decimals, without trailing zeros, and with a point whatever the locale.
  package static func text(_ value: Double, _ decimals: Int) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
    var text = fixed(value, decimals)
    guard text.contains(".") else { return text }
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  /// A number with exactly some decimals, rounded half away from zero.
  package static func fixed(_ value: Double, _ decimals: Int) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = Int(bounded: (abs(value) * scale).rounded(.toNearestOrAwayFromZero))
    let sign = value < 0 && scaled != 0 ? "-" : ""
    guard decimals > 0 else { return sign + String(scaled) }
    let whole = scaled / Int(bounded: scale)
    let rest = String(scaled % Int(bounded: scale))
    return sign + String(whole) + "." + String(repeating: "0", count: decimals - rest.count) + rest
  }
}
