import Quantities

/// The quantiser for values at a cut, as the seminar publishes it.
///
/// d = floor((f - S) / (M - S) * 2^(b-1)) with S = (M + m) / 2, M and m the ends of the range. S is called a mean on the
/// slide, and is the middle of the range by its formula, which is what this does. Two pitfalls are handled: f = M would give
/// 2^(b-1), one above the signed range, and is clamped; a range without extent, M = m, gives 0 for every value.
public struct Quantizer: Hashable, Sendable {
  /// The least value.
  public let minimum: Double
  /// The greatest value.
  public let maximum: Double
  /// Bits of a code, 1 to 8.
  public let bits: Int

  /// Makes a quantiser.
  ///
  /// - Throws: `EdgeDeploymentError.badQuantizer` where the range is none or the bits are not 1 to 8.
  public init(minimum: Double, maximum: Double, bits: Int) throws {
    guard minimum <= maximum, (maximum - minimum).isFinite, 1...8 ~= bits else {
      throw EdgeDeploymentError.badQuantizer(minimum: minimum, maximum: maximum, bits: bits)
    }
    self.minimum = minimum
    self.maximum = maximum
    self.bits = bits
  }

  private var middle: Double { minimum + (maximum - minimum) / 2 }
  private var steps: Double { Double(1 << (bits - 1)) }

  /// The code of a value, -2^(b-1) to 2^(b-1) - 1; values outside the range get the nearest code.
  public func code(_ value: Double) -> Int {
    guard maximum > minimum, !value.isNaN else { return 0 }
    let place = ((value - middle) / (maximum - middle) * steps).rounded(.down)
    return Int(bounded: min(max(place, -steps), steps - 1))
  }

  /// The value that a code stands for: the middle of its step, S + (d + 1/2) (M - S) / 2^(b-1).
  ///
  /// No inverse is published; this one is off by half a step at most for values within the range.
  public func value(_ code: Int) -> Double {
    guard maximum > minimum else { return middle }
    return middle + (Double(code) + 0.5) * (maximum - middle) / steps
  }

  /// The quantiser of the range that values have.
  ///
  /// - Throws: `EdgeDeploymentError.badQuantizer` where a value is no number, or there is none.
  public init(of values: [Float], bits: Int) throws {
    var (least, greatest) = (Float.infinity, -Float.infinity)
    for value in values {
      least = value < least ? value : least
      greatest = value > greatest ? value : greatest
    }
    try self.init(minimum: Double(least), maximum: Double(greatest), bits: bits)
  }

  /// The codes of values, one in each byte, from 0 on: zip makes good for bits that are not used.
  public func bytes(_ values: [Float]) -> [UInt8] {
    let lowest = -(1 << (bits - 1))
    guard maximum > minimum else { return [UInt8](repeating: UInt8(-lowest), count: values.count) }
    let (middle, scale) = (Float(middle), Float(steps / (maximum - self.middle)))
    let (bottom, top) = (Float(lowest), Float(-lowest - 1))
    return values.map { value in
      let place = ((value - middle) * scale).rounded(.down)
      // A number that is none compares with nothing and becomes the middle, as in `code`.
      guard place == place else { return UInt8(-lowest) }
      return UInt8(Int(bounded: Double(min(max(place, bottom), top))) - lowest)
    }
  }

  /// The values that bytes stand for.
  public func values(_ bytes: [UInt8]) -> [Float] {
    let lowest = -(1 << (bits - 1))
    let table = (0..<(1 << bits)).map { Float(value($0 + lowest)) }
    return bytes.map { table[Int($0) & (table.count - 1)] }
  }
}
