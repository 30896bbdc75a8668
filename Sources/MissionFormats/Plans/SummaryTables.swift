import Documents
import FlightPlanning

/// The figures of a summary as tables of HTML, whatever keys it has.
struct SummaryTables {
  private let members: [JSONMember]

  /// What has its own place on the page.
  private static let apart: Set<String> = ["schema", "name", "sortie_list", "assumptions", "limits", "adjustments"]

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
      let text = (severity == "error" ? "Limit met: " : "") + (limit["message"]?.text ?? "")
      return "<li class=\"\(MarkupText.escaped(severity))\">\(MarkupText.escaped(text))</li>\n"
    }
    let changes = (self["adjustments"]?.elements ?? []).map { change -> String in
      let (label, unit) = FigureLabel.split(change["what"]?.text ?? "")
      let values = ["from", "to"].map { key in
        change[key]?.double.map { Figure.text($0, 3) } ?? change[key]?.text ?? ""
      }
      let text = "Changed: \(label) from \(values[0]) to \(values[1])\(unit). \(change["reason"]?.text ?? "")"
      return "<li class=\"change\">\(MarkupText.escaped(text))</li>\n"
    }
    let items = changes + limits
    return items.isEmpty ? "" : "<ul class=\"limits\">\n\(items.joined())</ul>"
  }

  /// The table of sorties, each with its colour on the map.
  func sorties(colors: [String]) -> String {
    let rows = (self["sortie_list"]?.elements ?? []).enumerated().map { index, sortie -> String in
      guard case .object(let members) = sortie else { return "" }
      let text = members.map { "\(FigureLabel.split($0.key).label) \(FigureLabel.value($0))" }.joined(separator: ", ")
      return """
        <tr><td><span class="swatch" style="background:\(colors[index % colors.count])"></span> \(index + 1)</td>\
        <td>\(MarkupText.escaped(text))</td></tr>

        """
    }
    return "<table>\n\(rows.joined())</table>"
  }

  private subscript(key: String) -> JSONValue? { members.first { $0.key == key }?.value }

  private func table(_ members: [JSONMember]) -> String {
    let rows = members.map { member in
      """
      <tr><th>\(MarkupText.escaped(FigureLabel.split(member.key).label))</th>\
      <td>\(MarkupText.escaped(FigureLabel.value(member)))</td></tr>

      """
    }
    return "<table>\n\(rows.joined())</table>"
  }
}
