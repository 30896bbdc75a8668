/// How many decimals a figure is written with, by the unit at the end of its key.
///
/// More digits than a figure is good for make documents that nobody can read or compare: 0.0012312500000000001 m2.
enum UnitDecimals {
  /// The decimals of figures by their whole key.
  private static let names = [
    "latitude_deg": 9, "longitude_deg": 9, "confidence": 4, "mean_probability": 4, "probability": 4, "threshold": 4,
  ]

  /// The decimals of each unit; a key without one of them has ten significant digits.
  private static let units = [
    "m2": 4, "ha": 8, "km2": 10,
    "m": 3, "km": 6, "cm": 1, "mm": 3, "px": 3, "cm_per_px": 6,
    "deg": 4,
    "s": 6, "ms": 6, "min": 6, "h": 6,
    "m_per_s": 4, "m_per_s2": 4,
    "w": 4, "j": 9, "hz": 3, "eur": 2, "percent": 4,
  ]

  /// The decimals for a key; nil where it names no unit that is known.
  ///
  /// `height_on_lines_m` is in metres; `cost_eur_per_km2` is not in square kilometres.
  static func of(_ key: String) -> Int? {
    if let known = names[key] { return known }
    var rest = key[...]
    while let underscore = rest.firstIndex(of: "_") {
      let isRate = rest[..<underscore] == "per" && rest.startIndex != key.startIndex
      rest = rest[rest.index(after: underscore)...]
      if !isRate, let known = units[String(rest)] { return known }
    }
    return nil
  }
}
