/// A node of an ONNX model.
///
/// onnx.proto3, NodeProto: input = 1, output = 2, name = 3, op_type = 4, attribute = 5; AttributeProto: name = 1, i = 3,
/// s = 4, t = 5, ints = 8.
struct ONNXNode {
  private(set) var inputs: [String] = []
  private(set) var outputs: [String] = []
  private(set) var type = ""
  private var lists: [String: [Int]] = [:]
  private(set) var constant: ONNXTensor?
  private(set) var padding = "NOTSET"

  init(_ bytes: ArraySlice<UInt8>) throws {
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      guard let bytes = field.bytes else { continue }
      switch field.number {
      case 1: inputs.append(String(decoding: bytes, as: UTF8.self))
      case 2: outputs.append(String(decoding: bytes, as: UTF8.self))
      case 4: type = String(decoding: bytes, as: UTF8.self)
      case 5: try attribute(bytes)
      default: break
      }
    }
  }

  private mutating func attribute(_ bytes: ArraySlice<UInt8>) throws {
    var (name, list): (String, [Int]) = ("", [])
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      switch (field.number, field.whole, field.bytes) {
      case (1, _, let text?): name = String(decoding: text, as: UTF8.self)
      case (3, let value?, _), (8, let value?, _): list.append(Int(truncatingIfNeeded: value))
      case (4, _, let text?) where name == "auto_pad": padding = String(decoding: text, as: UTF8.self)
      case (5, _, let tensor?) where name == "value": constant = try ONNXTensor(tensor)
      case (8, _, let packed?): list += try ProtobufReader.packed(packed)
      default: break
      }
    }
    lists[name] = list
  }

  /// A list of whole numbers, or the default where the node has none.
  func list(_ name: String, _ standard: [Int]) -> [Int] {
    lists[name].flatMap { $0.isEmpty ? nil : $0 } ?? standard
  }

  /// A whole number, or the default where the node has none.
  func number(_ name: String, _ standard: Int) -> Int { lists[name]?.first ?? standard }
}
