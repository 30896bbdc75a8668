/// A quantity that can be read from a text such as `45m`: a number followed by a unit, with or without a space.
public protocol ParsableQuantity: Quantity {
  /// What the quantity is called in messages, such as `length`.
  static var name: String { get }

  /// A text that parses, for messages, such as `45m`.
  static var example: String { get }

  /// The units and their sizes in the SI unit, in the order in which messages list them.
  static var units: [(symbol: String, siValue: Double)] { get }
}

extension ParsableQuantity {
  /// Reads a number followed by a unit.
  ///
  /// - Parameter text: for example `45m` or `0.1 cm`.
  /// - Throws: `QuantityError` where the number or the unit is missing or not known.
  public init(parsing text: String) throws {
    let trimmed = text.filter { !$0.isWhitespace }
    // The number is what stands before the unit; a unit may end in a digit (m2), so the longest unit is tried first.
    let candidates = Self.units.sorted { $0.symbol.count > $1.symbol.count }
    for candidate in candidates where trimmed.hasSuffix(candidate.symbol) {
      if let number = DecimalText.number(trimmed.dropLast(candidate.symbol.count)), number.isFinite {
        self.init(siValue: number * candidate.siValue)
        return
      }
    }
    if DecimalText.number(trimmed) != nil {
      throw QuantityError.missingUnit(text: text, quantity: Self.name, example: Self.example)
    }
    let digits = trimmed.prefix { $0.isASCII && $0.isNumber || "+-.,".contains($0) }
    guard !digits.contains(",") || DecimalText.number(digits) != nil else {
      throw QuantityError.unclearComma(text: text, quantity: Self.name, example: Self.example)
    }
    guard !digits.isEmpty, DecimalText.number(digits) != nil else {
      throw QuantityError.notANumber(text: text, quantity: Self.name, example: Self.example)
    }
    throw QuantityError.unknownUnit(
      text: text,
      unit: String(trimmed.dropFirst(digits.count)),
      quantity: Self.name,
      known: Self.units.map(\.symbol)
    )
  }
}
