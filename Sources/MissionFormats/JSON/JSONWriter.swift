/// The text of a JSON document, the same for the same document on every machine.
///
/// Foundation's encoder cannot fix the number of decimals or the order of keys, and a plan of a square kilometre has tens
/// of thousands of coordinates to write.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []

  /// Writes a document over several lines; a value that fits on a line of 100 characters stays on one.
  mutating func write(_ value: JSONValue, indent: Int = 0) {
    switch value {
    case .array(let elements) where !elements.isEmpty:
      if writeOnOneLine(value, indent: indent) { return }
      bytes.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        newLine(indent + 1, first: index == 0)
        write(element, indent: indent + 1)
      }
      newLine(indent, first: true)
      bytes.append(UInt8(ascii: "]"))
    case .object(let members) where !members.isEmpty:
      if writeOnOneLine(value, indent: indent) { return }
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        newLine(indent + 1, first: index == 0)
        string(member.key)
        bytes.append(contentsOf: [UInt8(ascii: ":"), UInt8(ascii: " ")])
        write(member.value, indent: indent + 1)
      }
      newLine(indent, first: true)
      bytes.append(UInt8(ascii: "}"))
    default: writeCompact(value)
    }
  }

  /// Writes a document without line breaks.
  mutating func writeCompact(_ value: JSONValue) {
    switch value {
    case .null: text("null")
    case .bool(let value): text(value ? "true" : "false")
    case .number(let value): number(value)
    case .fixed(let value, let decimals): fixed(value, decimals)
    case .integer(let value): text(String(value))
    case .string(let value): string(value)
    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { bytes.append(contentsOf: [UInt8(ascii: ","), UInt8(ascii: " ")]) }
        writeCompact(element)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { bytes.append(contentsOf: [UInt8(ascii: ","), UInt8(ascii: " ")]) }
        string(member.key)
        bytes.append(contentsOf: [UInt8(ascii: ":"), UInt8(ascii: " ")])
        writeCompact(member.value)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private mutating func writeOnOneLine(_ value: JSONValue, indent: Int) -> Bool {
    guard Self.isSmall(value) else { return false }
    let start = bytes.count
    writeCompact(value)
    if bytes.count - start + 2 * indent <= 100 { return true }
    bytes.removeSubrange(start...)
    return false
  }

  /// Whether a value can fit on a line at all, so that long lists are not written twice.
  private static func isSmall(_ value: JSONValue) -> Bool {
    switch value {
    case .array(let elements): elements.count <= 20 && elements.allSatisfy(isSmall)
    case .object(let members): members.count <= 8 && members.allSatisfy { isSmall($0.value) }
    default: true
    }
  }

  private mutating func newLine(_ indent: Int, first: Bool) {
    if !first { bytes.append(UInt8(ascii: ",")) }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * indent))
  }

  /// Writes a piece of text as it is.
  mutating func append(_ text: String) { self.text(text) }

  private mutating func text(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func number(_ value: Double) {
    guard value.isFinite else {
      text("null")
      return
    }
    // Nine decimals hide the last bits of a division without losing anything that a plan measures.
    let rounded = value.magnitude < 1e6 ? (value * 1e9).rounded() / 1e9 : value
    if rounded == rounded.rounded(), rounded.magnitude < 1e15 {
      text(String(Int(rounded)))
    } else {
      text("\(rounded)")
    }
  }

  private mutating func fixed(_ value: Double, _ decimals: Int) {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    guard value.isFinite, (value * scale).magnitude < 9e18 else {
      text("null")
      return
    }
    var rest = UInt64((value * scale).magnitude.rounded())
    if value < 0, rest > 0 { bytes.append(UInt8(ascii: "-")) }
    let start = bytes.count
    var written = 0
    repeat {
      if written == decimals, decimals > 0 { bytes.append(UInt8(ascii: ".")) }
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
      written += 1
    } while rest > 0 || written <= decimals
    bytes[start...].reverse()
  }

  private mutating func string(_ value: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in value.utf8 {
      switch byte {
      case UInt8(ascii: "\""): text("\\\"")
      case UInt8(ascii: "\\"): text("\\\\")
      case UInt8(ascii: "\n"): text("\\n")
      case 0..<0x20:
        text("\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16))
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

extension JSONValue {
  /// The document as UTF-8, over several lines, with a line break at its end.
  public var bytes: [UInt8] {
    var writer = JSONWriter()
    writer.write(self)
    return writer.bytes + [UInt8(ascii: "\n")]
  }

  /// The document as a text, over several lines, without a line break at its end.
  public var document: String {
    var writer = JSONWriter()
    writer.write(self)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
