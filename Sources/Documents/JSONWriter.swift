/// The text of a JSON document, the same for the same document on every machine.
///
/// A number is rounded by the unit at the end of its key, or of the key of the object or list that it stands in.
///
/// Foundation's encoder cannot fix the number of decimals or the order of keys, and a plan of a square kilometre has tens
/// of thousands of coordinates to write.
public struct JSONWriter {
  /// What is written.
  public private(set) var bytes: [UInt8] = []

  /// Begins without text.
  public init() {}

  /// Writes a document over several lines; a value that fits on a line of 100 characters stays on one.
  public mutating func write(_ value: JSONValue) { write(value, indent: 0, decimals: nil) }

  private mutating func write(_ value: JSONValue, indent: Int, decimals: Int?) {
    switch value {
    case .array(let elements) where !elements.isEmpty:
      if writeOnOneLine(value, indent: indent, decimals: decimals) { return }
      bytes.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        newLine(indent + 1, first: index == 0)
        write(element, indent: indent + 1, decimals: decimals)
      }
      newLine(indent, first: true)
      bytes.append(UInt8(ascii: "]"))
    case .object(let members) where !members.isEmpty:
      if writeOnOneLine(value, indent: indent, decimals: decimals) { return }
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        newLine(indent + 1, first: index == 0)
        string(member.key)
        bytes.append(contentsOf: [UInt8(ascii: ":"), UInt8(ascii: " ")])
        write(member.value, indent: indent + 1, decimals: UnitDecimals.of(member.key) ?? decimals)
      }
      newLine(indent, first: true)
      bytes.append(UInt8(ascii: "}"))
    default: writeCompact(value, decimals: decimals)
    }
  }

  /// Writes a document without line breaks.
  public mutating func writeCompact(_ value: JSONValue) { writeCompact(value, decimals: nil) }

  // The decimals are those of the unit in the key that leads here; nil where no key has one.
  private mutating func writeCompact(_ value: JSONValue, decimals: Int?) {
    switch value {
    case .null: text("null")
    case .bool(let value): text(value ? "true" : "false")
    case .number(let value): number(value, decimals: decimals)
    case .exact(let value): exact(value)
    case .fixed(let value, let decimals): fixed(value, decimals)
    case .integer(let value): text(String(value))
    case .string(let value): string(value)
    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { bytes.append(contentsOf: [UInt8(ascii: ","), UInt8(ascii: " ")]) }
        writeCompact(element, decimals: decimals)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { bytes.append(contentsOf: [UInt8(ascii: ","), UInt8(ascii: " ")]) }
        string(member.key)
        bytes.append(contentsOf: [UInt8(ascii: ":"), UInt8(ascii: " ")])
        writeCompact(member.value, decimals: UnitDecimals.of(member.key) ?? decimals)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private mutating func writeOnOneLine(_ value: JSONValue, indent: Int, decimals: Int?) -> Bool {
    guard Self.isSmall(value) else { return false }
    let start = bytes.count
    writeCompact(value, decimals: decimals)
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
  public mutating func append(_ text: String) { self.text(text) }

  /// Writes what another writer has written.
  public mutating func append(_ other: JSONWriter) { bytes.append(contentsOf: other.bytes) }

  /// Forgets what is written, and keeps the memory for more.
  public mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  private mutating func text(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func number(_ value: Double, decimals: Int?) {
    if var decimals {
      // A figure keeps two digits where it is small: a patch of one pixel is not 0 m2. More than four further decimals are
      // the noise of a computation.
      let most = min(decimals + 4, 15)
      while decimals < most, value != 0, (value * Self.powers[decimals]).magnitude < 9.5 { decimals += 1 }
      return write(value, atMost: decimals)
    }
    guard value.isFinite else { return text("null") }
    // Ten significant digits hide the last bits of a division and lose nothing that anybody has measured.
    var decimals = 9
    var magnitude = value.magnitude
    while magnitude >= 10, decimals > 0 {
      magnitude /= 10
      decimals -= 1
    }
    while magnitude < 1, magnitude > 0, decimals < 15 {
      magnitude *= 10
      decimals += 1
    }
    if magnitude >= 1 || magnitude == 0 { return write(value, atMost: decimals) }
    while magnitude < 1 {
      magnitude *= 10
      decimals += 1
    }
    let digits = Int(exactly: (magnitude * Self.powers[9]).rounded()) ?? 0
    exact(Double("\(value < 0 ? "-" : "")\(digits)e-\(decimals)") ?? value)
  }

  private mutating func exact(_ value: Double) {
    guard value.isFinite else { return text("null") }
    text(Int(exactly: value).flatMap { $0.magnitude < 1_000_000_000_000_000 ? String($0) : nil } ?? "\(value)")
  }

  /// Writes a number with at most some decimals, without zeros at its end; `null` where it is none.
  ///
  /// - Parameters:
  ///   - value: the number.
  ///   - decimals: digits behind the point, 0 to 15.
  public mutating func write(_ value: Double, atMost decimals: Int) {
    let scaled = (value * Self.powers[decimals]).rounded()
    // Also where it is no number: that is not below anything.
    guard scaled.magnitude < 1e17 else { return exact(value) }
    var rest = UInt64(exactly: scaled.magnitude) ?? 0
    var digits = decimals
    while digits > 0, rest.isMultiple(of: 10) {
      rest /= 10
      digits -= 1
    }
    let start = bytes.count
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
      digits -= 1
      if digits == 0 { bytes.append(UInt8(ascii: ".")) }
    } while rest > 0 || digits >= 0
    if scaled < 0 { bytes.append(UInt8(ascii: "-")) }
    bytes[start...].reverse()
  }

  private static let powers = (0...15).map { (0..<$0).reduce(1.0) { power, _ in power * 10 } }

  private mutating func fixed(_ value: Double, _ decimals: Int) {
    let scale = Self.powers[decimals]
    guard value.isFinite, (value * scale).magnitude < 9e18 else {
      text("null")
      return
    }
    var rest = UInt64(exactly: (value * scale).magnitude.rounded()) ?? 0
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

  /// Writes a text in quotes.
  public mutating func string(_ value: String) {
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
