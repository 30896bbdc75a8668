import Documents
import FlightPlanning

/// The figures of a summary as tables of HTML, whatever keys it has.
struct SummaryTables {
  private let members: [JSONMember]

  /// What has its own place on the page.
  private static let apart: Set<String> = [
    "schema", "name", "sortie_list", "sorties", "assumptions", "limits", "adjustments", "way_home",
  ]

  init(_ summary: JSONValue) {
    if case .object(let members) = summary { self.members = members } else { members = [] }
  }

  /// The table of all figures.
  var figures: String {
    // A plan of the whole field has no parts, one over flat ground no terrain.
    let without = members.filter { ["parts", "terrain"].contains($0.key) && $0.value == .null }.map(\.key)
    return table(members.filter { !Self.apart.contains($0.key) && !without.contains($0.key) })
  }

  /// The table of what was assumed.
  var assumptions: String {
    guard case .object(let members)? = self["assumptions"] else { return "<p>None.</p>" }
    return table(members)
  }

  /// The lists of limits and of changes; empty where there is none.
  var limits: String {
    let limits = (self["limits"]?.elements ?? []).map { limit -> String in
      let severity = limit["severity"]?.text ?? "warning"
      // A limit that is an error has changed the plan, or the plan would not be.
      let (kind, sign) = severity == "error" ? ("heeded", "Heeded: ") : ("warning", "Watch: ")
      return "<li class=\"\(kind)\">\(MarkupText.escaped(sign + (limit["message"]?.text ?? "")))</li>\n"
    }
    let changes = (self["adjustments"]?.elements ?? []).map { change -> String in
      let (label, unit) = FigureLabel.split(change["what"]?.text ?? "")
      let values = ["from", "to"].map { key in
        change[key]?.double.map { Figure.text($0, 3) } ?? change[key]?.text ?? ""
      }
      let text = "Changed: \(label) from \(values[0]) to \(values[1])\(unit). \(change["reason"]?.text ?? "")"
      return "<li class=\"change\">\(MarkupText.escaped(text))</li>\n"
    }
    // What is to be watched first.
    let items = limits.filter { $0.contains("\"warning\"") } + changes + limits.filter { !$0.contains("\"warning\"") }
    return items.isEmpty ? "" : "<ul class=\"limits\">\n\(items.joined())</ul>"
  }

  private subscript(key: String) -> JSONValue? { members.first { $0.key == key }?.value }

  private func table(_ members: [JSONMember]) -> String { "<table>\n\(members.map { rows($0) }.joined())</table>" }

  /// The rows of a figure: one, or a heading and a row for each that it is made of.
  private func rows(_ member: JSONMember, isPart: Bool = false) -> String {
    let label = MarkupText.escaped(FigureLabel.split(member.key).label)
    guard case .object(let parts) = member.value, !parts.allSatisfy({ ["min", "mean", "max"].contains($0.key) }) else {
      return """
        <tr\(isPart ? " class=\"part\"" : "")><th>\(label)</th><td>\(MarkupText.escaped(FigureLabel.value(member)))</td></tr>

        """
    }
    // What is not known of a part is not told; the drones have a table of their own.
    let told = parts.filter { $0.value != .null && $0.key != "drone_list" }
    return "<tr class=\"group\"><th colspan=\"2\">\(label)</th></tr>\n" + told.map { rows($0, isPart: true) }.joined()
  }
}
