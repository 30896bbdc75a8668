/// The part of a constant in an ONNX model that shapes depend on: its dimensions, and its values where they are few.
///
/// onnx.proto3, TensorProto: dims = 1, data_type = 2, float_data = 4, int64_data = 7, name = 8, raw_data = 9.
struct ONNXTensor {
  let name: String
  let dimensions: [Int]
  let values: [Double]

  init(_ bytes: ArraySlice<UInt8>) throws {
    var (name, dimensions, type, values): (String, [Int], Int, [Double]) = ("", [], 0, [])
    var raw: ArraySlice<UInt8> = []
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      switch (field.number, field.whole, field.bytes) {
      case (1, let size?, _): dimensions.append(Int(truncatingIfNeeded: size))
      case (1, _, let list?): dimensions += try ProtobufReader.packed(list)
      case (2, let code?, _): type = Int(truncatingIfNeeded: code)
      case (4, _, let list?): raw = list
      case (7, let value?, _): values.append(Double(Int64(bitPattern: value)))
      case (7, _, let list?): values += try ProtobufReader.packed(list).map(Double.init)
      case (8, _, let text?): name = String(decoding: text, as: UTF8.self)
      case (9, _, let data?): raw = data
      default: break
      }
    }
    self.name = name
    self.dimensions = dimensions
    // Shapes, scales and axes are short; weights are not needed.
    if values.isEmpty, raw.count <= 128 { values = Self.numbers(raw, type) }
    self.values = values
  }

  /// Little-endian numbers: 1 is float32, 6 int32, 7 int64.
  private static func numbers(_ raw: ArraySlice<UInt8>, _ type: Int) -> [Double] {
    let width = type == 7 ? 8 : 4
    guard [1, 6, 7].contains(type), raw.count % width == 0 else { return [] }
    return stride(from: raw.startIndex, to: raw.endIndex, by: width).map { start in
      let bits = (0..<width).reduce(UInt64(0)) { $0 | UInt64(raw[start + $1]) << (8 * UInt64($1)) }
      switch type {
      case 1: return Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
      case 6: return Double(Int32(truncatingIfNeeded: bits))
      default: return Double(Int64(bitPattern: bits))
      }
    }
  }
}
