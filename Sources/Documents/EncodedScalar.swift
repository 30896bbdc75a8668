/// A single value while it is encoded.
struct EncodedScalar: SingleValueEncodingContainer {
  let node: EncodedNode
  var codingPath: [any CodingKey] { [] }

  func encodeNil() { node.set(.null) }

  func encode<Value: Encodable>(_ value: Value) throws { node.set(try node.settings.box(value)) }
}
