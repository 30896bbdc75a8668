import Tables

/// A table in a file, with a header of columns that are known.
///
/// Lines that begin with `#` are none of it.
public struct CSVTable: Sendable {
  /// A row, its cells by the names of their columns.
  public struct Row: Sendable {
    /// The line in the file, counted from 1.
    public let line: Int
    fileprivate let cells: [String: String]
    fileprivate let separator: CSVSeparator
    fileprivate let path: String

    /// The cell of a column; nil where it is empty or absent.
    public subscript(_ column: String) -> String? { cells[column].flatMap { $0.isEmpty ? nil : $0 } }

    /// A number that is not below zero; nil where the cell is empty.
    ///
    /// - Throws: `FileError.cannotRead` where it is none.
    public func number(_ column: String) throws -> Double? {
      guard let text = self[column] else { return nil }
      guard let value = Double(separator.withDecimalPoint(text)), value >= 0, value < 1e12 else {
        throw FileError.cannotRead(
          path: path,
          reason: "line \(line): '\(text)' in column '\(column)' is no number from 0 to 10^12",
          remedy: "Correct it, or leave it empty where it is not known."
        )
      }
      return value
    }
  }

  /// The most bytes of a table.
  private static let mostBytes = 64 << 20

  /// The rows.
  public let rows: [Row]

  /// Reads a table.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - columns: the columns that are known; units are part of their names.
  ///   - required: the columns that must be there.
  /// - Throws: `FileError.cannotRead`.
  public init(path: String, columns: [String], required: [String]) throws {
    var reader = CSVReader(try InputFile.bytes(path: path, limit: Self.mostBytes), comment: UInt8(ascii: "#"))
    func fail(_ reason: String, _ remedy: String) -> FileError {
      .cannotRead(path: path, reason: reason, remedy: remedy)
    }
    guard let header = reader.next()?.cells else {
      throw fail("it has no header", "Write the names of the columns first.")
    }
    if let unknown = header.first(where: { !columns.contains($0) }) {
      throw fail("the column '\(unknown)' is not known", "Use \(columns.joined(separator: ", ")).")
    }
    if let missing = required.first(where: { !header.contains($0) }) {
      throw fail("the column '\(missing)' is missing", "Add it to the header.")
    }
    let separator = reader.separator
    rows = try reader.map { row in
      guard row.cells.count == header.count else {
        throw fail("line \(row.line) has \(row.cells.count) cells for \(header.count) columns", "Correct the line.")
      }
      let cells = Dictionary(zip(header, row.cells)) { first, _ in first }
      return Row(line: row.line, cells: cells, separator: separator, path: path)
    }
  }
}
