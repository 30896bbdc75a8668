/// The rows of a table as text (RFC 4180), one after another, with commas, semicolons or tabs between their cells.
///
/// A byte-order mark at the beginning is left out, and so are empty lines.
public struct CSVReader: Sequence, IteratorProtocol, Sendable {
  private static let quote: UInt8 = 0x22
  private static let lineFeed: UInt8 = 0x0A
  private static let carriageReturn: UInt8 = 0x0D

  /// What stands between cells.
  public let separator: CSVSeparator
  private let bytes: [UInt8]
  private let comment: UInt8?
  private var position = 0
  private var line = 1

  /// Takes a table.
  ///
  /// - Parameters:
  ///   - bytes: the text in UTF-8.
  ///   - separator: what stands between cells; nil for what the first row has most of.
  ///   - comment: the character that a line begins with that is none of the table; nil where there is no such.
  public init(_ bytes: [UInt8], separator: CSVSeparator? = nil, comment: UInt8? = nil) {
    self.bytes = bytes
    self.comment = comment
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    self.separator = separator ?? Self.separator(of: bytes[position...], comment: comment)
  }

  /// The next row; nil behind the last.
  public mutating func next() -> CSVRow? {
    while position < bytes.count {
      let first = line
      if let comment, bytes[position] == comment {
        skipLine()
        continue
      }
      let (cells, hasMark) = row()
      if hasMark || cells.contains(where: { !$0.isEmpty }) { return CSVRow(line: first, cells: cells) }
    }
    return nil
  }

  /// The cells up to the end of the row, and whether there is a separator or a quote among them.
  private mutating func row() -> (cells: [String], hasMark: Bool) {
    var cells: [String] = []
    var cell: [UInt8] = []
    var (isQuoted, wasQuote, hasMark) = (false, false, false)
    scan: while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if isQuoted {
        if byte == Self.quote { (isQuoted, wasQuote) = (false, true) } else { cell.append(byte) }
        if byte == Self.lineFeed { line += 1 }
        continue
      }
      switch byte {
      case Self.quote:
        // A quote right behind a closing one stands for itself.
        if wasQuote { cell.append(Self.quote) }
        (isQuoted, hasMark) = (true, true)
      case separator.rawValue:
        cells.append(Self.trimmed(cell))
        cell.removeAll(keepingCapacity: true)
        hasMark = true
      case Self.lineFeed, Self.carriageReturn:
        endLine(byte)
        break scan
      default: cell.append(byte)
      }
      wasQuote = false
    }
    cells.append(Self.trimmed(cell))
    return (cells, hasMark)
  }

  /// Counts a line; a carriage return and a line feed are one end.
  private mutating func endLine(_ byte: UInt8) {
    if byte == Self.carriageReturn, position < bytes.count, bytes[position] == Self.lineFeed { position += 1 }
    line += 1
  }

  private mutating func skipLine() {
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      guard byte == Self.lineFeed || byte == Self.carriageReturn else { continue }
      return endLine(byte)
    }
  }

  private static func separator(of bytes: ArraySlice<UInt8>, comment: UInt8?) -> CSVSeparator {
    var rest = bytes
    while let start = rest.firstIndex(where: { $0 > 0x20 }) {
      let line = rest[start...].prefix { $0 != lineFeed && $0 != carriageReturn }
      guard let comment, line.first == comment else {
        // What stands in quotes separates nothing.
        let bare = line.split(separator: quote, omittingEmptySubsequences: false).enumerated()
          .filter { $0.offset.isMultiple(of: 2) }.flatMap(\.element)
        let counts = CSVSeparator.allCases.map { separator in bare.count { $0 == separator.rawValue } }
        return zip(CSVSeparator.allCases, counts).max { $0.1 < $1.1 }?.0 ?? .comma
      }
      rest = rest[line.endIndex...]
    }
    return .comma
  }

  private static func trimmed(_ cell: [UInt8]) -> String {
    let body = cell.drop { $0 <= 0x20 }
    let end = body.lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? body.startIndex
    return String(decoding: body[..<end], as: UTF8.self)
  }
}
