/// A value while it is encoded: nothing yet, a scalar, a list or an object.
///
/// A class, because containers are handed out before they are filled.
final class EncodedNode {
  private enum Content {
    case none
    case scalar(JSONValue)
    case list([EncodedNode])
    case object([(key: String, node: EncodedNode)])
  }

  let settings: DocumentEncoder
  private var content: Content

  init(_ settings: DocumentEncoder, _ scalar: JSONValue? = nil) {
    self.settings = settings
    content = scalar.map { .scalar($0) } ?? .none
  }

  /// The document; an object without members where nothing was encoded.
  var value: JSONValue {
    switch content {
    case .none: .object([])
    case .scalar(let value): value
    case .list(let nodes): .array(nodes.map(\.value))
    case .object(let members): .object(members.map { JSONMember(key: $0.key, value: $0.node.value) })
    }
  }

  func set(_ value: JSONValue) { content = .scalar(value) }

  func beginList() {
    if case .list = content { return }
    content = .list([])
  }

  func beginObject() {
    if case .object = content { return }
    content = .object([])
  }

  func append(_ node: EncodedNode) {
    guard case .list(var nodes) = content else { return }
    content = .none
    nodes.append(node)
    content = .list(nodes)
  }

  func append(_ key: some CodingKey, _ node: EncodedNode) {
    guard case .object(var members) = content else { return }
    content = .none
    members.append((settings.name(of: key), node))
    content = .object(members)
  }

  func append(_ value: JSONValue) { append(EncodedNode(settings, value)) }

  var count: Int {
    if case .list(let nodes) = content { return nodes.count }
    return 0
  }
}

extension EncodedNode: Encoder {
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    beginObject()
    return KeyedEncodingContainer(EncodedObject<Key>(node: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    beginList()
    return EncodedList(node: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { EncodedScalar(node: self) }
}
