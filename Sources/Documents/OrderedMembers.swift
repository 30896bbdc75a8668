/// Values by names that are data, such as those of classes, in an order of their own: a dictionary would lose it.
public struct OrderedMembers<Value: Encodable>: Encodable {
  private let members: [(name: String, value: Value)]

  /// Takes names and values in their order.
  public init(_ members: [(name: String, value: Value)]) { self.members = members }

  /// Writes the names as they are.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: LiteralKey.self)
    for member in members { try container.encode(member.value, forKey: LiteralKey(member.name)) }
  }
}

extension OrderedMembers: Sendable where Value: Sendable {}
