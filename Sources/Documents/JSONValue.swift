/// A JSON document, its objects in the order in which they are written.
public indirect enum JSONValue: Sendable, Hashable {
  /// Nothing.
  case null
  /// A truth value.
  case bool(Bool)
  /// A number, written with as many decimals as the unit in its key is good for, else with ten significant digits.
  case number(Double)
  /// A number, written with all its digits, because it is computed with again.
  case exact(Double)
  /// A number, written with exactly some decimals.
  case fixed(Double, decimals: Int)
  /// A whole number.
  case integer(Int)
  /// A text.
  case string(String)
  /// A list.
  case array([JSONValue])
  /// Keys and values in order.
  case object([JSONMember])

  /// An object from keys and values, in their order.
  public static func members(_ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
    .object(members.map { JSONMember(key: $0.key, value: $0.value) })
  }

  /// A number, or null where there is none.
  public static func number(orNull value: Double?) -> JSONValue { value.map(JSONValue.number) ?? .null }

  /// The value of a key; nil where this is no object or has no such key.
  public subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The members; nil where this is no object.
  public var members: [JSONMember]? {
    guard case .object(let members) = self else { return nil }
    return members
  }

  /// The elements; nil where this is no list.
  public var elements: [JSONValue]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }

  /// The text; nil where this is none.
  public var text: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// The number; nil where this is none.
  public var double: Double? {
    switch self {
    case .number(let value), .exact(let value), .fixed(let value, _): value
    case .integer(let value): Double(value)
    default: nil
    }
  }
}
