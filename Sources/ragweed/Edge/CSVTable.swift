import Foundation

/// A table of comma-separated values with a header.
struct CSVTable {
  /// A row, its cells by the names of their columns.
  struct Row {
    /// The line in the file, counted from 1.
    let line: Int
    fileprivate let cells: [String: String]
    fileprivate let path: String

    /// The cell of a column; nil where it is empty or absent.
    subscript(_ column: String) -> String? { cells[column].flatMap { $0.isEmpty ? nil : $0 } }

    /// A number that is not below zero; nil where the cell is empty.
    ///
    /// - Throws: `CommandError.cannotRead` where it is none.
    func number(_ column: String) throws -> Double? {
      guard let text = self[column] else { return nil }
      guard let value = Double(text), value >= 0, value < 1e12 else {
        throw CommandError.cannotRead(
          path: path,
          reason: "line \(line): '\(text)' in column '\(column)' is no number from 0 to 10^12",
          remedy: "Correct it, or leave it empty where it is not known."
        )
      }
      return value
    }
  }
  /// The rows.
  let rows: [Row]

  /// Reads a table.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - columns: the columns that are known; units are part of their names.
  ///   - required: the columns that must be there.
  /// - Throws: `CommandError.cannotRead`.
  init(path: String, columns: [String], required: [String]) throws {
    let text = String(decoding: try InputFile.bytes(path: path, limit: 64 << 20), as: UTF8.self)
    func fail(_ reason: String, _ remedy: String) -> CommandError {
      .cannotRead(path: path, reason: reason, remedy: remedy)
    }
    func cells(_ line: Substring) -> [String] {
      line.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
    }
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
      .filter { $0.element.contains { !$0.isWhitespace } && !$0.element.hasPrefix("#") }
    guard let first = lines.first else { throw fail("it has no header", "Write the names of the columns first.") }
    let header = cells(first.element)
    if let unknown = header.first(where: { !columns.contains($0) }) {
      throw fail("the column '\(unknown)' is not known", "Use \(columns.joined(separator: ", ")).")
    }
    if let missing = required.first(where: { !header.contains($0) }) {
      throw fail("the column '\(missing)' is missing", "Add it to the header.")
    }
    rows = try lines.dropFirst().map { index, line in
      let values = cells(line)
      guard values.count == header.count else {
        throw fail("line \(index + 1) has \(values.count) cells for \(header.count) columns", "Correct the line.")
      }
      return Row(line: index + 1, cells: Dictionary(zip(header, values)) { first, _ in first }, path: path)
    }
  }
}
