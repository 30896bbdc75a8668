/// The comparison of two texts that allows numbers to differ in their last digits.
enum GoldenText {
  /// A millionth of a number, or the eighth decimal of a degree: what another mathematical library may round otherwise.
  private static let relative = 1e-6
  private static let absolute = 2e-8

  /// The first place where two texts differ; nil where they do not.
  static func difference(_ recorded: String, _ made: String) -> String? {
    let first = pieces(recorded)
    let second = pieces(made)
    for (one, other) in zip(first, second) where one != other {
      guard let a = Double(one), let b = Double(other), abs(a - b) <= absolute + relative * max(abs(a), abs(b)) else {
        return "'\(one)' became '\(other)'"
      }
    }
    return first.count == second.count ? nil : "the length changed"
  }

  /// Numbers and what stands between them.
  private static func pieces(_ text: String) -> [Substring] {
    let bytes = text.utf8
    var pieces: [Substring] = []
    var start = bytes.startIndex
    var isNumber = false
    var index = start
    while index < bytes.endIndex {
      let byte = bytes[index]
      let digit = (byte >= 0x30 && byte <= 0x39) || byte == 0x2E || byte == 0x2D
      if digit != isNumber {
        if start < index { pieces.append(text[start..<index]) }
        start = index
        isNumber = digit
      }
      bytes.formIndex(after: &index)
    }
    pieces.append(text[start...])
    return pieces
  }
}
