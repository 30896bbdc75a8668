/// An array of numbers as NumPy writes it (format versions 1 to 3, numpy.lib.format).
public struct NumPyArray: Sendable {
  /// The sizes of the array.
  public let shape: [Int]
  /// The values, the last index running fastest.
  public let values: [Double]

  /// Reads a `.npy` file.
  ///
  /// - Throws: `EdgeDeploymentError.brokenTrace` where it is none, or of a type or order that is not read.
  public init(parsing bytes: [UInt8]) throws {
    func fail(_ reason: String) -> EdgeDeploymentError { .brokenTrace(reason: reason) }
    guard bytes.count > 12, bytes.starts(with: [0x93] + Array("NUMPY".utf8)) else { throw fail("it is no NumPy array") }
    let isShort = bytes[6] == 1
    let length =
      isShort ? Int(bytes[8]) | Int(bytes[9]) << 8 : (0..<4).reduce(0) { $0 | Int(bytes[8 + $1]) << (8 * $1) }
    let start = (isShort ? 10 : 12) + length
    guard start <= bytes.count else { throw fail("it ends within its header") }
    let header = String(decoding: bytes[(isShort ? 10 : 12)..<start], as: UTF8.self)
    guard header.contains("'fortran_order': False") else { throw fail("its order is Fortran's, save it in C's") }
    guard let type = Self.value("'descr': '", "'", header), let sizes = Self.value("'shape': (", ")", header) else {
      throw fail("its header is damaged")
    }
    let shape = sizes.split(separator: ",").compactMap { Int($0.filter { !$0.isWhitespace }) }
    let product = shape.reduce((partialValue: 1, overflow: false)) { result, size in
      let (value, overflow) = result.partialValue.multipliedReportingOverflow(by: size)
      return (value, result.overflow || overflow || size < 0)
    }
    let widths = ["<f8": 8, "<f4": 4, "<i4": 4, "<i2": 2, "<u2": 2, "|i1": 1, "|u1": 1]
    guard let width = widths[type] else { throw fail("its type '\(type)' is not read, save it as float64 or float32") }
    guard !product.overflow, product.partialValue <= PowerTrace.mostSamples,
      bytes.count - start == product.partialValue * width
    else { throw fail("its size is not that of its shape") }
    self.shape = shape
    values = (0..<product.partialValue).map { index in
      let raw = (0..<width).reduce(UInt64(0)) { $0 | UInt64(bytes[start + index * width + $1]) << (8 * UInt64($1)) }
      return Self.number(raw, type)
    }
  }

  private static func number(_ raw: UInt64, _ type: String) -> Double {
    switch type {
    case "<f8": Double(bitPattern: raw)
    case "<f4": Double(Float(bitPattern: UInt32(truncatingIfNeeded: raw)))
    case "<i4": Double(Int32(truncatingIfNeeded: raw))
    case "<i2": Double(Int16(truncatingIfNeeded: raw))
    case "|i1": Double(Int8(truncatingIfNeeded: raw))
    default: Double(raw)
    }
  }

  private static func value(_ before: String, _ after: Character, _ header: String) -> String? {
    guard let range = header.firstRange(of: before) else { return nil }
    return String(header[range.upperBound...].prefix { $0 != after })
  }

  /// The bytes of a `.npy` file with one row of doubles.
  public static func file(_ values: [Double]) -> [UInt8] {
    var header = "{'descr': '<f8', 'fortran_order': False, 'shape': (\(values.count),), }"
    // The data start at a multiple of 64 bytes, as the format asks for.
    header += String(repeating: " ", count: 63 - (10 + header.utf8.count) % 64) + "\n"
    var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0]
    bytes += [UInt8(header.utf8.count & 255), UInt8(header.utf8.count >> 8)]
    bytes += Array(header.utf8)
    bytes.reserveCapacity(bytes.count + 8 * values.count)
    for value in values {
      let pattern = value.bitPattern
      for shift in stride(from: UInt64(0), through: 56, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: pattern >> shift))
      }
    }
    return bytes
  }
}
