/// Numbers as people write them, with a point or a comma before their decimals.
package enum DecimalText {
  /// Reads a number.
  ///
  /// - Parameter text: such as `0.5` or `0,5`.
  /// - Returns: the number; nil for what is none, and for what could be thousands, as 1,000 and 1,000,000.
  package static func number(_ text: some StringProtocol) -> Double? {
    guard text.contains(",") else { return Double(text) }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    // A leading zero is no thousand: 0,125 is an eighth.
    let isThousand = parts[1].count == 3 && parts[0].contains { ("1"..."9").contains($0) }
    guard parts.count == 2, !text.contains("."), !isThousand, parts[1].first?.isNumber == true else { return nil }
    return Double(parts.joined(separator: "."))
  }
}
