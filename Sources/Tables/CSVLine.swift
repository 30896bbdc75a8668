/// Writing of rows (RFC 4180).
public enum CSVLine {
  /// A row with commas between its cells, without an end of line.
  ///
  /// - Parameter cells: the cells; those with commas, quotes or ends of lines are quoted.
  /// - Returns: the row.
  public static func text(_ cells: [String]) -> String { cells.map(quoted).joined(separator: ",") }

  private static func quoted(_ cell: String) -> String {
    guard cell.utf8.contains(where: { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }) else { return cell }
    return "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
