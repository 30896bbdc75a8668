import Documents
import FlightPlanning

/// Keys of a summary as people read them: `path_length_m` is the length of the path, in m.
enum FigureLabel {
  /// The endings of keys with their units, longer ones first.
  private static let units: [(suffix: String, unit: String)] = [
    ("_km_per_km2", " km/km²"), ("_eur_per_km2", " EUR/km²"), ("_h_per_km2", " h/km²"), ("_m_per_s2", " m/s²"),
    ("_m_per_s", " m/s"), ("_cm_per_px", " cm/px"), ("_percent", " %"), ("_bytes", " bytes"), ("_min", " min"),
    ("_km", " km"), ("_m2", " m²"), ("_eur", " EUR"), ("_deg", "°"), ("_px", " px"), ("_wh", " Wh"), ("_w", " W"),
    ("_j", " J"), ("_kg", " kg"), ("_h", " h"), ("_m", " m"), ("_s", " s"),
  ]

  /// What people call keys whose own words say too little.
  private static let words = [
    "gsd": "pixel on the ground", "polygon count": "polygons", "line count": "lines",
    "parallel line count": "parallel lines", "line bearing": "direction of the lines", "row gap": "gap between lines",
    "widest row gap": "widest gap measured", "allowed row gap": "widest gap allowed",
    "measured sidelap": "overlap across the flight, measured", "ground width": "picture across the flight",
    "ground length": "picture along the flight", "photo distance": "from picture to picture",
    "sidelap": "overlap across the flight", "frontlap": "overlap along the flight", "images": "pictures",
    "outside": "path over holes or zones", "beyond field": "path beyond the field", "blur": "motion blur, at most",
    "binding limit": "what limits the speed", "coverage": "field shown", "on site": "time on site",
    "image": "one picture", "image bytes basis": "size of a picture from", "total": "altogether",
    "cell count": "parts flown in a direction of their own", "single direction flight time": "along one direction",
    "cells flight time": "in parts", "line length": "length of lines", "path length": "path",
    "no fly zones": "no-fly zones",
    "transit speed from": "transit speed from ways of",
    "gsd with nominal focal length": "pixel with the nominal focal length",
  ]

  /// The words of a key and its unit.
  static func split(_ key: String) -> (label: String, unit: String) {
    let found = units.first { key.hasSuffix($0.suffix) }
    let stem = found.map { String(key.dropLast($0.suffix.count)) } ?? key
    let plain = stem.split(separator: "_").joined(separator: " ")
    return (words[plain] ?? plain, found?.unit ?? "")
  }

  /// A value with its unit.
  static func value(_ member: JSONMember) -> String {
    if member.key == "exposure_s", let seconds = member.value.double, seconds > 0, seconds < 0.5 {
      return "1/" + Figure.text(1 / seconds, 0) + " s"
    }
    return text(member.value, unit: split(member.key).unit)
  }

  private static func text(_ value: JSONValue, unit: String) -> String {
    switch value {
    case .null: "not known"
    case .bool(let value): value ? "yes" : "no"
    // Names of the documents are words with lines between.
    case .string(let text): text.contains(" ") ? text : text.split(separator: "_").joined(separator: " ")
    case .number, .exact, .fixed, .integer: number(value.double ?? 0, unit: unit)
    case .array(let elements): elements.map { text($0, unit: unit) }.joined(separator: ", ")
    case .object(let members): object(members, unit: unit)
    }
  }

  private static func number(_ value: Double, unit: String) -> String {
    switch unit {
    // Minutes are what batteries are counted in.
    case " s" where value >= 120: Figure.text(value / 60, 1) + " min"
    case " bytes" where value >= 1e9: Figure.text(value / 1e9, 1) + " GB"
    case " bytes" where value >= 1e6: Figure.text(value / 1e6, 1) + " MB"
    case " m²" where value >= 1e4: Figure.text(value / 1e4, 2) + " ha"
    case " m" where value >= 2000: Figure.text(value / 1000, 2) + " km"
    case " %", "°", " EUR", " min": Figure.text(value, 1) + unit
    default: Figure.text(value, value.magnitude < 0.1 ? 5 : value.magnitude < 1000 ? 2 : 1) + unit
    }
  }

  private static func object(_ members: [JSONMember], unit: String) -> String {
    // The same least, mean and most is one figure.
    if let first = members.first?.value, members.count > 1, members.allSatisfy({ $0.value == first }) {
      return text(first, unit: unit)
    }
    return members.map { member in
      let own = split(member.key)
      return own.label + " " + text(member.value, unit: own.unit.isEmpty ? unit : own.unit)
    }.joined(separator: ", ")
  }
}
