/// Numbers as recorders write them: decimal digits, a sign, a point, an exponent.
///
/// Swift's own reader also takes `nan`, `inf` and hexadecimal digits, which no recorder means.
enum PlainNumber {
  /// Reads a number; nil where the text is none.
  static func read(_ text: some StringProtocol) -> Double? {
    let digits = text.drop { $0 == " " }
    guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }),
      let value = Double(digits), value.isFinite
    else { return nil }
    return value
  }
}
