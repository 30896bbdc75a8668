/// Makes a JSON document of a value, its keys in the order in which the value names them, in snake case.
///
/// Foundation's encoder knows only the order of the alphabet, and cannot round.
public struct DocumentEncoder: Sendable {
  /// Whether numbers are rounded by the unit in their key, or keep all their digits because they are computed with again.
  public enum Digits: Sendable {
    case byUnit, all
  }

  private let digits: Digits
  private let keepsKeys: Bool

  /// Makes an encoder.
  ///
  /// - Parameters:
  ///   - digits: how numbers are written.
  ///   - keepsKeys: whether keys stay as the value spells them, for files that only the program reads.
  public init(digits: Digits = .byUnit, keepsKeys: Bool = false) {
    self.digits = digits
    self.keepsKeys = keepsKeys
  }

  /// The document of a value.
  ///
  /// - Parameter value: what is encoded; dictionaries with texts as keys are written in the order of the alphabet.
  /// - Returns: the document.
  /// - Throws: what the value throws when it is encoded.
  public func document(of value: some Encodable) throws -> JSONValue { try box(value) }

  func name(of key: some CodingKey) -> String {
    keepsKeys || key is LiteralKey ? key.stringValue : key.stringValue.inSnakeCase
  }

  func box(_ value: some Encodable) throws -> JSONValue {
    if let scalar = scalar(value) { return scalar }
    if let dictionary = value as? any KeyedByText {
      return .object(try dictionary.members(by: self))
    }
    let node = EncodedNode(self)
    try value.encode(to: node)
    return node.value
  }

  /// What needs no container; nil for any other value.
  private func scalar(_ value: some Encodable) -> JSONValue? {
    switch value {
    case let document as JSONValue: document
    case let text as String: .string(text)
    case let number as Double: digits == .all ? .exact(number) : .number(number)
    // The shortest text of a Float, not the digits that it gets as a Double.
    case let number as Float: digits == .all ? .exact(Double(number)) : .number(Double("\(number)") ?? .nan)
    case let number as Int: .integer(number)
    case let flag as Bool: .bool(flag)
    case let number as any BinaryInteger: .integer(Int(clamping: number))
    default: nil
    }
  }
}

/// A dictionary whose keys are texts.
private protocol KeyedByText {
  func members(by encoder: DocumentEncoder) throws -> [JSONMember]
}

extension Dictionary: KeyedByText where Key == String, Value: Encodable {
  fileprivate func members(by encoder: DocumentEncoder) throws -> [JSONMember] {
    try sorted { $0.key < $1.key }.map { JSONMember(key: $0.key, value: try encoder.box($0.value)) }
  }
}
