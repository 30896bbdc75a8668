/// Dates with a time as recorders write them, as seconds on a common scale.
///
/// A second of 60 is allowed: some drones write it where a minute ends.
enum ClockTime {
  /// The seconds since 1970-01-01 of a text such as `2017.08.05 14:11:51,393,525` or `2026-05-27T13:14:22.911Z`.
  ///
  /// - Returns: nil where the text does not begin with a date and a time.
  static func seconds(_ text: some StringProtocol) -> Double? {
    var rest = Substring(text)[...]
    var fields: [Int] = []
    for end in ["-./:", "-./:", " T", ":", ":"] {
      guard let value = number(&rest), let separator = rest.popFirst(), end.contains(separator) else { return nil }
      fields.append(value)
    }
    guard let second = number(&rest) else { return nil }
    let (year, month, day, hour, minute) = (fields[0], fields[1], fields[2], fields[3], fields[4])
    guard (1900...9999).contains(year), (1...12).contains(month), (1...31).contains(day), hour <= 24, minute <= 60,
      second <= 60
    else { return nil }
    let fraction = fraction(&rest)
    let days = daysSince1970(year: year, month: month, day: day)
    return Double(((days * 24 + hour) * 60 + minute) * 60 + second) + fraction - offset(rest)
  }

  /// The seconds of a time code such as `00:07:48,000`; nil where the text does not begin with one.
  static func timeCode(_ text: some StringProtocol) -> Double? {
    var rest = Substring(text)[...]
    guard let hour = number(&rest), rest.popFirst() == ":", let minute = number(&rest), rest.popFirst() == ":",
      let second = number(&rest)
    else { return nil }
    return Double((hour * 60 + minute) * 60 + second) + fraction(&rest)
  }

  private static func number(_ text: inout Substring) -> Int? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard (1...6).contains(digits.count), let value = Int(digits) else { return nil }
    text = text.dropFirst(digits.count)
    return value
  }

  /// A fraction of a second: digits behind a point or a comma, and behind a second comma the millionths.
  private static func fraction(_ text: inout Substring) -> Double {
    var scale = 1.0
    var value = 0.0
    for _ in 0..<2 {
      guard let separator = text.first, ",.".contains(separator) else { break }
      let digits = text.dropFirst().prefix { $0.isASCII && $0.isNumber }
      guard !digits.isEmpty else { break }
      text = text.dropFirst(digits.count + 1)
      for digit in digits.prefix(9) {
        scale /= 10
        value += scale * Double(digit.wholeNumberValue ?? 0)
      }
      guard digits.count == 3 else { break }
    }
    return value
  }

  /// The offset from universal time in seconds that a text such as `+02:00` states.
  private static func offset(_ text: Substring) -> Double {
    guard let sign = text.first, "+-".contains(sign) else { return 0 }
    var rest = text.dropFirst()
    guard let hour = number(&rest) else { return 0 }
    var minute = 0
    if rest.popFirst() == ":" { minute = number(&rest) ?? 0 }
    let minutes = hour > 99 ? hour / 100 * 60 + hour % 100 : hour * 60 + minute
    return Double(minutes * 60) * (sign == "-" ? -1 : 1)
  }

  /// Days of the proleptic Gregorian calendar, after Hinnant, "chrono-compatible low-level date algorithms".
  private static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
