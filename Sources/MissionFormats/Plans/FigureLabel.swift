import Documents
import FlightPlanning

/// Keys of a summary as people read them: `path_length_m` is the path length, in m.
enum FigureLabel {
  /// The endings of keys with their units, longer ones first.
  private static let units: [(suffix: String, unit: String)] = [
    ("_m_per_s2", " m/s²"), ("_m_per_s", " m/s"), ("_cm_per_px", " cm/px"), ("_percent", " %"), ("_m2", " m²"),
    ("_eur", " EUR"), ("_deg", "°"), ("_px", " px"), ("_wh", " Wh"), ("_w", " W"), ("_j", " J"), ("_kg", " kg"),
    ("_m", " m"), ("_s", " s"),
  ]

  /// The words of a key and its unit.
  static func split(_ key: String) -> (label: String, unit: String) {
    let found = units.first { key.hasSuffix($0.suffix) }
    let stem = found.map { String(key.dropLast($0.suffix.count)) } ?? key
    return (stem.split(separator: "_").joined(separator: " "), found?.unit ?? "")
  }

  /// A value with its unit.
  static func value(_ member: JSONMember) -> String { text(member.value, unit: split(member.key).unit) }

  private static func text(_ value: JSONValue, unit: String) -> String {
    switch value {
    case .null: "not known"
    case .bool(let value): value ? "yes" : "no"
    case .string(let text): text
    case .number, .exact, .fixed, .integer: number(value.double ?? 0, unit: unit)
    case .array(let elements): elements.map { text($0, unit: unit) }.joined(separator: ", ")
    case .object(let members): object(members, unit: unit)
    }
  }

  private static func number(_ value: Double, unit: String) -> String {
    // Minutes are what batteries are counted in.
    if unit == " s", value >= 120 { return Figure.text(value / 60, 1) + " min" }
    return Figure.text(value, value.magnitude < 0.1 ? 5 : value.magnitude < 1000 ? 3 : 1) + unit
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
