import Foundation
import OnnxMessages

/// A tensor that is stored in the file: its shape, and its numbers where they are few.
struct Constant {
  /// Its dimensions.
  let shape: [Int]
  /// Whole numbers, such as sizes and axes; nil where they are not such.
  let integers: [Int]?
  /// Other numbers, such as factors of size; nil where they are not such.
  let numbers: [Double]?

  /// Numbers beyond so many are weights, which nobody needs to know here.
  private static let most = 64
  /// No size and no place in a tensor is larger, so that sums of some of them fit into a number.
  private static let farthest: Int64 = 1 << 40

  init(_ tensor: OnnxTensor) {
    shape = tensor.dims.map { Int(min(max($0, 0), Int64(Dimensions.most))) }
    let count = Dimensions.product(shape) ?? .max
    guard count <= Self.most else {
      (integers, numbers) = (nil, nil)
      return
    }
    let bytes = [UInt8](tensor.rawData)
    switch tensor.dataType {
    case 1 where !tensor.floatData.isEmpty || bytes.count == 4 * count:
      let raw = (0..<bytes.count / 4).map { Float(bitPattern: Self.word(bytes, 4 * $0)) }
      let values = bytes.isEmpty ? tensor.floatData : raw
      (integers, numbers) = (nil, values.map(Double.init))
    case 7 where !tensor.int64Data.isEmpty || bytes.count == 8 * count:
      let raw = (0..<bytes.count / 8).map {
        Int64(bitPattern: UInt64(Self.word(bytes, 8 * $0)) | UInt64(Self.word(bytes, 8 * $0 + 4)) << 32)
      }
      // Some programs write the largest number there is for "to the end".
      let values = (bytes.isEmpty ? tensor.int64Data : raw).map { min(max($0, -Self.farthest), Self.farthest) }
      (integers, numbers) = (values.map { Int($0) }, nil)
    default:
      (integers, numbers) = (nil, nil)
    }
  }

  /// Four bytes, the lowest first, as the format stores them on every machine.
  private static func word(_ bytes: [UInt8], _ place: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(bytes[place + $1]) << (8 * UInt32($1)) }
  }
}
