import Foundation
import OnnxMessages

/// A tensor that is stored in the file, or that follows from such ones and from shapes: its shape, and its numbers where
/// they are few.
struct Constant {
  /// Its dimensions.
  let shape: [Int]
  /// Whole numbers, such as sizes and axes; truths as 0 and 1; nil where they are not such.
  let integers: [Int]?
  /// Other numbers, such as factors of size; nil where they are not such.
  let numbers: [Double]?

  /// Numbers beyond so many are weights, which nobody needs to know here.
  static let most = 64
  /// No size and no place in a tensor is larger, so that sums of some of them fit into a number.
  private static let farthest: Int64 = 1 << 40

  /// The numbers, whole or not.
  var values: [Double]? { numbers ?? integers.map { $0.map(Double.init) } }

  /// Whole numbers; nil where there are too many of them, or they are no sizes.
  init?(shape: [Int], integers: [Int]) {
    guard integers.count <= Self.most, integers.allSatisfy({ abs($0) <= Int(Self.farthest) }) else { return nil }
    self.shape = shape
    self.integers = integers
    numbers = nil
  }

  /// Other numbers; nil where there are too many of them.
  init?(shape: [Int], numbers: [Double]) {
    guard numbers.count <= Self.most else { return nil }
    self.shape = shape
    integers = nil
    self.numbers = numbers
  }

  /// The same numbers in another shape.
  init(_ other: Constant, shape: [Int]) {
    self.shape = shape
    integers = other.integers
    numbers = other.numbers
  }

  init(_ tensor: OnnxTensor) {
    shape = tensor.dims.map { Int(min(max($0, 0), Int64(Dimensions.most))) }
    let count = Dimensions.product(shape) ?? .max
    guard count <= Self.most else {
      (integers, numbers) = (nil, nil)
      return
    }
    let bytes = [UInt8](tensor.rawData)
    func raw<Value>(_ size: Int, _ read: (Int) -> Value) -> [Value]? {
      bytes.count == size * count ? (0..<count).map { read(size * $0) } : nil
    }
    func double(_ place: Int) -> UInt64 {
      UInt64(Self.word(bytes, place)) | UInt64(Self.word(bytes, place + 4)) << 32
    }
    // Some programs write the largest number there is for "to the end".
    func sizes(_ values: [Int64]?) -> [Int]? {
      values.map { $0.map { Int(min(max($0, -Self.farthest), Self.farthest)) } }
    }
    let (whole, other): ([Int]?, [Double]?) =
      switch tensor.dataType {
      case 1:
        (
          nil,
          (Self.stored(tensor.floatData, count) ?? raw(4) { Float(bitPattern: Self.word(bytes, $0)) })?.map(Double.init)
        )
      case 11: (nil, Self.stored(tensor.doubleData, count) ?? raw(8) { Double(bitPattern: double($0)) })
      case 6:
        (
          sizes(
            (Self.stored(tensor.int32Data, count) ?? raw(4) { Int32(bitPattern: Self.word(bytes, $0)) })?.map(
              Int64.init
            )
          ),
          nil
        )
      case 7: (sizes(Self.stored(tensor.int64Data, count) ?? raw(8) { Int64(bitPattern: double($0)) }), nil)
      case 9: (sizes((Self.stored(tensor.int32Data, count) ?? raw(1) { Int32(bytes[$0]) })?.map(Int64.init)), nil)
      default: (nil, nil)
      }
    (integers, numbers) = (whole, other)
  }

  private static func stored<Value>(_ values: [Value], _ count: Int) -> [Value]? {
    values.isEmpty || values.count != count ? nil : values
  }

  /// Four bytes, the lowest first, as the format stores them on every machine.
  private static func word(_ bytes: [UInt8], _ place: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(bytes[place + $1]) << (8 * UInt32($1)) }
  }
}

extension Constant {
  /// What a node of the kind `Constant` holds, in whichever of its attributes; nil where that is a text or a sparse tensor.
  init?(node: OnnxNode) {
    guard let attribute = node.attribute.first(where: { $0.name.hasPrefix("value") }) else { return nil }
    switch attribute.name {
    case "value": self.init(attribute.t)
    case "value_int": self.init(shape: [], integers: [Int(clamping: attribute.i)])
    case "value_ints": self.init(shape: [attribute.ints.count], integers: attribute.ints.map { Int(clamping: $0) })
    case "value_float": self.init(shape: [], numbers: [Double(attribute.f)])
    case "value_floats": self.init(shape: [attribute.floats.count], numbers: attribute.floats.map(Double.init))
    default: return nil
    }
  }
}
