/// A key of a JSON object with its value.
public struct JSONMember: Sendable, Hashable {
  /// The key.
  public let key: String

  /// The value.
  public let value: JSONValue

  /// Makes a member.
  public init(key: String, value: JSONValue) {
    self.key = key
    self.value = value
  }
}
