import Foundation
import Tables

/// A table for spreadsheets: commas and decimal points, or semicolons and decimal commas.
struct TableText {
  /// A cell.
  enum Cell {
    case text(String)
    /// A number with digits behind the point.
    case number(Double, Int)
    /// A number that may be unknown: the cell is empty then, and never 0.
    case optional(Double?, Int)
  }

  /// The table so far.
  private(set) var text = ""
  private let hasDecimalCommas: Bool

  init(hasDecimalCommas: Bool) { self.hasDecimalCommas = hasDecimalCommas }

  /// Adds a row.
  mutating func add(_ cells: [Cell]) {
    let texts = cells.map { cell in
      switch cell {
      case .text(let text): text
      case .number(let value, let decimals): number(value, decimals)
      case .optional(let value, let decimals): value.map { number($0, decimals) } ?? ""
      }
    }
    let separator: CSVSeparator = hasDecimalCommas ? .semicolon : .comma
    text += CSVLine.text(texts, separator: separator) + "\r\n"
  }

  private func number(_ value: Double, _ decimals: Int) -> String {
    let text = String(format: "%.\(decimals)f", value)
    return hasDecimalCommas ? text.replacingOccurrences(of: ".", with: ",") : text
  }
}
