/// Writing of rows (RFC 4180).
public enum CSVLine {
  /// A row without an end of line.
  ///
  /// - Parameters:
  ///   - cells: the cells; those with separators, quotes or ends of lines are quoted.
  ///   - separator: what stands between them.
  /// - Returns: the row.
  public static func text(_ cells: [String], separator: CSVSeparator = .comma) -> String {
    let between = String(UnicodeScalar(separator.rawValue))
    return cells.map { quoted($0, separator) }.joined(separator: between)
  }

  private static func quoted(_ cell: String, _ separator: CSVSeparator) -> String {
    let special = [separator.rawValue, 0x22, 0x0A, 0x0D]
    guard cell.utf8.contains(where: special.contains) else { return cell }
    return "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
