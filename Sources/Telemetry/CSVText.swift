/// The rows of a table as text (RFC 4180), with commas, semicolons or tabs between its cells.
struct CSVText {
  /// The cells of the first row.
  let header: [String]
  /// The cells of the other rows; empty rows are left out.
  let rows: [[String]]

  init(_ bytes: [UInt8]) {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let firstLine = bytes[start...].prefix { $0 != 0x0A }
    let separators = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09]
    let counts = separators.map { separator in firstLine.count { $0 == separator } }
    let separator = zip(separators, counts).max { $0.1 < $1.1 }?.0 ?? separators[0]
    var rows = Self.rows(bytes[start...], separator: separator)
    header = rows.isEmpty ? [] : rows.removeFirst()
    self.rows = rows
  }

  private static func rows(_ bytes: ArraySlice<UInt8>, separator: UInt8) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var wasQuote = false
    func endCell() {
      row.append(trimmed(cell))
      cell.removeAll(keepingCapacity: true)
    }
    func endRow() {
      endCell()
      if row.contains(where: { !$0.isEmpty }) { rows.append(row) }
      row = []
    }
    let quote = UInt8(ascii: "\"")
    for byte in bytes {
      if isQuoted {
        if byte == quote { (isQuoted, wasQuote) = (false, true) } else { cell.append(byte) }
        continue
      }
      switch byte {
      case quote:
        // A quote right behind a closing one stands for itself.
        if wasQuote { cell.append(quote) }
        isQuoted = true
      case separator: endCell()
      case 0x0A: endRow()
      default: cell.append(byte)
      }
      wasQuote = false
    }
    endRow()
    return rows
  }

  private static func trimmed(_ cell: [UInt8]) -> String {
    let body = cell.drop { $0 <= 0x20 }
    let end = body.lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? body.startIndex
    return String(decoding: body[..<end], as: UTF8.self)
  }
}
