import ArgumentParser
import Quantities

/// Reading of a number of pixels such as `0.5px`.
enum PixelCount {
  static func parse(_ text: String) throws -> Double {
    let trimmed = text.filter { !$0.isWhitespace }
    guard trimmed.hasSuffix("px") else {
      throw ValidationError(
        "'\(text)' is no number of pixels: the unit is missing. Write it behind the number, as in 1px."
      )
    }
    guard let value = DecimalText.number(trimmed.dropLast(2)), value > 0, value.isFinite else {
      throw ValidationError("'\(text)' is no number of pixels above zero. Write a number and a unit, as in 1px.")
    }
    return value
  }
}
