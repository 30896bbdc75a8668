import Imagery

/// How often the class changes between neighbouring columns and rows of a mask.
///
/// Plants lie anywhere, so that their outlines spread over all columns; a column with many more changes than the median is
/// a seam between tiles.
public struct SeamCount: Sendable, Hashable {
  /// The line with the most changes.
  public struct Worst: Sendable, Hashable {
    /// The column or row, counted from 0; the changes are between it and the one before.
    public let place: Int
    /// The changes there.
    public let changes: Int
    /// The median over all columns or rows.
    public let median: Int

    /// Makes a line.
    public init(place: Int, changes: Int, median: Int) {
      self.place = place
      self.changes = changes
      self.median = median
    }
  }

  private let width: Int
  private var columns: [Int]
  private var rows: [Int] = []
  private var last: [UInt8] = []

  /// Begins to count in a mask of a width in pixels.
  public init(width: Int) {
    self.width = width
    columns = [Int](repeating: 0, count: width)
  }

  /// Takes the next row of the mask; pixels that were not surveyed do not count.
  ///
  /// - Parameter row: the classes, as many as the mask is wide.
  public mutating func append(_ row: ArraySlice<UInt8>) {
    let row = Array(row)
    for column in row.indices.dropFirst() where Self.differ(row[column - 1], row[column]) { columns[column] += 1 }
    if !last.isEmpty { rows.append(zip(last, row).count { Self.differ($0, $1) }) }
    last = row
  }

  /// The column with the most changes; nil for a mask of one column.
  public var worstColumn: Worst? { Self.worst(columns.dropFirst(), first: 1) }

  /// The row with the most changes; nil for a mask of one row.
  public var worstRow: Worst? { Self.worst(rows[...], first: 1) }

  private static func differ(_ first: UInt8, _ second: UInt8) -> Bool {
    first != second && first != ClassMask.notSurveyed && second != ClassMask.notSurveyed
  }

  private static func worst(_ counts: ArraySlice<Int>, first: Int) -> Worst? {
    guard let most = counts.max(), let place = counts.firstIndex(of: most) else { return nil }
    return Worst(place: place - counts.startIndex + first, changes: most, median: counts.sorted()[counts.count / 2])
  }
}
