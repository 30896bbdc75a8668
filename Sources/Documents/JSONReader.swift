/// A reader of JSON that says in which line a document is broken.
struct JSONReader {
  private let bytes: ArraySlice<UInt8>
  private var position: Int
  /// Deeper nesting than any map has would only exhaust the stack.
  private static let deepest = 64

  private init(_ bytes: [UInt8]) {
    // A byte order mark is no part of the document.
    self.bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    position = self.bytes.startIndex
  }

  /// Reads a document.
  ///
  /// - Throws: `JSONSyntaxError` where it is no JSON.
  static func read(_ bytes: [UInt8]) throws -> JSONValue {
    var reader = JSONReader(bytes)
    let value = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.position == reader.bytes.endIndex else { throw reader.error("something follows the end") }
    return value
  }

  private mutating func value(depth: Int) throws -> JSONValue {
    guard depth < Self.deepest else { throw error("it is nested too deeply") }
    skipSpace()
    switch peek {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case nil: throw error("it ends too early")
    default: return try number()
    }
  }

  private mutating func object(depth: Int) throws -> JSONValue {
    position += 1
    var members: [JSONMember] = []
    skipSpace()
    if take(UInt8(ascii: "}")) { return .object(members) }
    while true {
      skipSpace()
      guard peek == UInt8(ascii: "\"") else { throw error("a key is missing") }
      let key = try string()
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw error("a colon is missing") }
      members.append(JSONMember(key: key, value: try value(depth: depth + 1)))
      skipSpace()
      if take(UInt8(ascii: "}")) { return .object(members) }
      guard take(UInt8(ascii: ",")) else { throw error("a comma or '}' is missing") }
    }
  }

  private mutating func array(depth: Int) throws -> JSONValue {
    position += 1
    var elements: [JSONValue] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return .array(elements) }
    while true {
      elements.append(try value(depth: depth + 1))
      skipSpace()
      if take(UInt8(ascii: "]")) { return .array(elements) }
      guard take(UInt8(ascii: ",")) else { throw error("a comma or ']' is missing") }
    }
  }

  private mutating func string() throws -> String {
    position += 1
    var text: [UInt8] = []
    while let byte = peek {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text.append(contentsOf: try escape().utf8)
      case 0..<0x20: throw error("a text is not closed")
      default: text.append(byte)
      }
    }
    throw error("a text is not closed")
  }

  private mutating func escape() throws -> String {
    guard let byte = peek else { throw error("a text is not closed") }
    position += 1
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return String(UnicodeScalar(byte))
    case UInt8(ascii: "u"):
      let first = try codeUnit()
      var units = [first]
      if UTF16.isLeadSurrogate(first), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) {
        units.append(try codeUnit())
      }
      return String(decoding: units, as: UTF16.self)
    default: throw error("a text has an unknown escape")
    }
  }

  private mutating func codeUnit() throws -> UInt16 {
    let digits = bytes[position...].prefix(4)
    guard digits.count == 4, let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16) else {
      throw error("a text has a broken escape")
    }
    position += 4
    return unit
  }

  private mutating func number() throws -> JSONValue {
    let allowed = Set("+-.0123456789eE".utf8)
    let digits = bytes[position...].prefix { allowed.contains($0) }
    guard let value = Double(String(decoding: digits, as: UTF8.self)), value.isFinite else {
      throw error("a value is neither number, text, list nor object")
    }
    position += digits.count
    return .number(value)
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws -> JSONValue {
    guard bytes[position...].starts(with: word.utf8) else { throw error("a word is unknown") }
    position += word.utf8.count
    return value
  }

  private var peek: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) { position += 1 }
  }

  private func error(_ reason: String) -> JSONSyntaxError {
    let line = bytes[..<min(position, bytes.endIndex)].count { $0 == UInt8(ascii: "\n") } + 1
    return JSONSyntaxError(line: line, reason: reason)
  }
}

extension JSONValue {
  /// Reads a document.
  ///
  /// - Throws: `JSONSyntaxError` where it is no JSON.
  public init(parsing bytes: [UInt8]) throws { self = try JSONReader.read(bytes) }
}
