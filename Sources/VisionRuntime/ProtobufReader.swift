/// Reads the fields of one protobuf message, one after another.
struct ProtobufReader {
  /// The bytes are no protobuf message.
  struct Malformed: Error {}

  /// A field: its number and its value, as far as it is of a kind that is read here.
  struct Field {
    let number: Int
    let varint: UInt32?
    let bytes: ArraySlice<UInt8>?
  }

  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  /// The next field; `nil` at the end of the message.
  mutating func next() throws -> Field? {
    guard !rest.isEmpty else { return nil }
    let key = try varint()
    let number = Int(truncatingIfNeeded: key >> 3)
    guard number > 0 else { throw Malformed() }
    switch key & 7 {
    case 0: return Field(number: number, varint: UInt32(clamping: try varint()), bytes: nil)
    case 1: _ = try take(8)
    case 2: return Field(number: number, varint: nil, bytes: try take(try varint()))
    case 5: _ = try take(4)
    default: throw Malformed()
    }
    return Field(number: number, varint: nil, bytes: nil)
  }

  private mutating func varint() throws -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      guard let byte = rest.popFirst() else { throw Malformed() }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    throw Malformed()
  }

  private mutating func take(_ count: UInt64) throws -> ArraySlice<UInt8> {
    guard count <= UInt64(rest.count) else { throw Malformed() }
    let taken = rest.prefix(Int(count))
    rest = rest.dropFirst(Int(count))
    return taken
  }
}
