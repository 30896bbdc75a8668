/// A row of a table.
public struct CSVRow: Sendable, Hashable {
  /// The line in the file on which it begins, counted from 1.
  public let line: Int
  /// Its cells, without the space around them.
  public let cells: [String]
}
