/// Why a text is no quantity.
public enum QuantityError: Error, Hashable, CustomStringConvertible {
  /// The text is a number without a unit.
  case missingUnit(text: String, quantity: String, example: String)
  /// The unit is not one of the quantity's.
  case unknownUnit(text: String, unit: String, quantity: String, known: [String])
  /// The text does not begin with a number.
  case notANumber(text: String, quantity: String, example: String)
  /// A comma could stand before decimals or thousands.
  case unclearComma(text: String, quantity: String, example: String)
  /// The number is beyond all bounds.
  case outOfBounds(text: String, quantity: String, example: String)

  /// One sentence: what failed, why, what to do.
  public var description: String {
    switch self {
    case .missingUnit(let text, let quantity, let example):
      "'\(text)' is no \(quantity): the unit is missing. Write it behind the number, as in \(example)."
    case .unknownUnit(let text, let unit, let quantity, let known):
      "'\(text)' is no \(quantity): the unit '\(unit)' is not known. Use one of \(known.joined(separator: ", "))."
    case .unclearComma(let text, let quantity, let example):
      """
      '\(text)' is no \(quantity): its comma could stand for thousands. Write decimals with a point and thousands without \
      a mark, as in \(example).
      """
    case .outOfBounds(let text, let quantity, let example):
      "'\(text)' is no \(quantity): it is beyond all bounds. Write a smaller number, as in \(example)."
    case .notANumber(let text, let quantity, let example):
      "'\(text)' is no \(quantity): it does not begin with a number. Write a number and a unit, as in \(example)."
    }
  }
}
