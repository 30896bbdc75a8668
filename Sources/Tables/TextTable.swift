/// A table of aligned columns for people, in letters of one width.
public struct TextTable: Sendable {
  private var rows: [[String]] = []
  private var rules: Set<Int> = []

  /// An empty table.
  public init() {}

  /// Adds a row.
  public mutating func add(_ row: [String]) { rows.append(row) }

  /// Adds a line across the table.
  public mutating func addRule() { rules.insert(rows.count) }

  /// The table as text, without a line break at its end.
  ///
  /// - Parameter leftAligned: whether all columns are aligned to the left, and not only the first.
  /// - Returns: a line for each row and each rule.
  public func text(leftAligned: Bool = false) -> String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
    var lines: [String] = []
    for (index, row) in rows.enumerated() {
      if rules.contains(index) {
        lines.append(String(repeating: "-", count: widths.reduce(0, +) + 2 * max(0, columns - 1)))
      }
      let cells = row.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 || leftAligned ? cell + space : space + cell
      }
      lines.append(cells.joined(separator: "  ").trimmingEnd())
    }
    return lines.joined(separator: "\n")
  }
}

extension String {
  /// The text without spaces at its end.
  fileprivate func trimmingEnd() -> String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
