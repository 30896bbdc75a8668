extension Duration {
  /// Reads a time such as `25h`, `0.5ms` or, for an exposure, `1/1000s`.
  ///
  /// - Throws: `QuantityError` where the number or the unit is missing or not known.
  public init(parsing text: String) throws {
    let name = "time"
    let example = "1/1000s"
    let trimmed = text.filter { !$0.isWhitespace }
    let units = [("ms", 1e-3), ("min", 60), ("s", 1), ("h", 3600)]
    for (symbol, seconds) in units where trimmed.hasSuffix(symbol) {
      let parts = trimmed.dropLast(symbol.count).split(separator: "/", omittingEmptySubsequences: false)
      let numbers = parts.compactMap { DecimalText.number($0) }
      guard numbers.count == parts.count, numbers.allSatisfy(\.isFinite) else { continue }
      guard numbers.count == 1 || (numbers.count == 2 && numbers[1] > 0) else { continue }
      let value = (numbers.count == 1 ? numbers[0] : numbers[0] / numbers[1]) * seconds
      // A standard duration overflows beyond 10^19 s; a million years are enough.
      guard value.magnitude < 3e13 else {
        throw QuantityError.outOfBounds(text: text, quantity: name, example: example)
      }
      self = .bounded(seconds: value)
      return
    }
    if DecimalText.number(trimmed) != nil {
      throw QuantityError.missingUnit(text: text, quantity: name, example: example)
    }
    let digits = trimmed.prefix { $0.isASCII && $0.isNumber || "+-.,/".contains($0) }
    guard !digits.isEmpty else { throw QuantityError.notANumber(text: text, quantity: name, example: example) }
    throw QuantityError.unknownUnit(
      text: text,
      unit: String(trimmed.dropFirst(digits.count)),
      quantity: name,
      known: units.map(\.0)
    )
  }
}
