/// An object while it is encoded.
struct EncodedObject<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let node: EncodedNode
  var codingPath: [any CodingKey] { [] }

  func encodeNil(forKey key: Key) { node.append(key, EncodedNode(node.settings, .null)) }

  func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
    node.append(key, EncodedNode(node.settings, try node.settings.box(value)))
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type,
    forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    nested(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { nested(key).unkeyedContainer() }

  func superEncoder() -> any Encoder { nested(LiteralKey("super")) }

  func superEncoder(forKey key: Key) -> any Encoder { nested(key) }

  private func nested(_ key: some CodingKey) -> EncodedNode {
    let inner = EncodedNode(node.settings)
    node.append(key, inner)
    return inner
  }
}
