import ArgumentParser
import Quantities

/// Reading of the usable part of a battery, such as `80%`.
enum BatteryShare {
  static func parse(_ text: String) throws -> Double {
    let trimmed = text.filter { !$0.isWhitespace }
    guard trimmed.hasSuffix("%"), let percent = DecimalText.number(trimmed.dropLast()), percent > 0, percent <= 100
    else {
      throw ValidationError("'\(text)' is no usable part of a battery. Give more than 0% and at most 100%, as in 80%.")
    }
    return percent / 100
  }
}
