/// A value in a JSON document whose key stands there without it too, with `null`.
public struct Nullable<Value: Encodable>: Encodable {
  private let value: Value?

  /// Takes a value; nil becomes `null`.
  public init(_ value: Value?) { self.value = value }

  /// Writes the value or `null`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let value { try container.encode(value) } else { try container.encodeNil() }
  }
}
