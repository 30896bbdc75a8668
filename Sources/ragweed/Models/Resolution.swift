import ArgumentParser

/// The size of an image in pixels, written as in `1921x1081`: columns, then rows.
struct Resolution: Sendable, Hashable {
  let columns: Int
  let rows: Int

  /// Larger images are mapped tile by tile.
  private static let most = 65_536

  static func parse(_ text: String) throws -> Resolution {
    let parts = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let columns = parts[0], let rows = parts[1], (1...most).contains(columns),
      (1...most).contains(rows)
    else {
      throw ValidationError("'\(text)' is no resolution. Write columns and rows up to \(most), as in 1921x1081.")
    }
    return Resolution(columns: columns, rows: rows)
  }
}
