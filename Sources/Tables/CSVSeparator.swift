/// What stands between the cells of a row.
public enum CSVSeparator: UInt8, Sendable, Hashable, CaseIterable {
  /// As RFC 4180 has it.
  case comma = 0x2C
  /// As spreadsheets write where the comma is the decimal point.
  case semicolon = 0x3B
  /// As copied from spreadsheets.
  case tab = 0x09

  /// A number's text with a point in place of a decimal comma; other texts stay as they are.
  ///
  /// - Parameter text: a cell.
  /// - Returns: the cell; unchanged too where commas separate cells and three digits follow this one, for it may be a
  ///   thousand.
  public func withDecimalPoint(_ text: String) -> String {
    guard let comma = text.utf8.firstIndex(of: Self.comma.rawValue),
      text.utf8.allSatisfy({ (0x30...0x39).contains($0) || "+-,eE".utf8.contains($0) }),
      text.utf8.count(where: { $0 == Self.comma.rawValue }) == 1,
      self != .comma || text.utf8[comma...].count != 4
    else { return text }
    return String(text.map { $0 == "," ? "." : $0 })
  }
}
