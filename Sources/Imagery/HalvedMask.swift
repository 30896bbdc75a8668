/// A class mask at half its size, made row by row: each pixel takes the value that is most frequent among the four it
/// stands for, the first of equals; pixels that were not surveyed have no vote.
public struct HalvedMask: Sendable {
  private let width: Int
  private var waiting: [UInt8] = []

  /// Makes a halver.
  ///
  /// - Parameter width: the pixels in a row of the mask, at least 1.
  public init(width: Int) { self.width = width }

  /// Takes rows of the mask and gives those of the halved one that they complete.
  ///
  /// - Parameter classes: whole rows, `[row, column]`.
  /// - Returns: rows of half the width, rounded up, `[row, column]`.
  public mutating func append(_ classes: [UInt8]) -> [UInt8] {
    var halved: [UInt8] = []
    halved.reserveCapacity((classes.count / width + 1) / 2 * ((width + 1) / 2))
    var start = 0
    if !waiting.isEmpty, classes.count >= width {
      halve(upper: waiting.span, 0, lower: classes.span, 0, into: &halved)
      waiting = []
      start = width
    }
    while start + 2 * width <= classes.count {
      halve(upper: classes.span, start, lower: classes.span, start + width, into: &halved)
      start += 2 * width
    }
    if start < classes.count { waiting = Array(classes[start...]) }
    return halved
  }

  /// Ends the mask: gives the row that stands for a last one without a partner.
  public mutating func finish() -> [UInt8] {
    guard !waiting.isEmpty else { return [] }
    var halved: [UInt8] = []
    let none = [UInt8](repeating: ClassMask.notSurveyed, count: width)
    halve(upper: waiting.span, 0, lower: none.span, 0, into: &halved)
    waiting = []
    return halved
  }

  private func halve(
    upper: Span<UInt8>,
    _ first: Int,
    lower: Span<UInt8>,
    _ second: Int,
    into halved: inout [UInt8]
  ) {
    for pair in 0..<(width / 2) {
      let (a, b) = (upper[first + 2 * pair], upper[first + 2 * pair + 1])
      let (c, d) = (lower[second + 2 * pair], lower[second + 2 * pair + 1])
      // Most of a mask is even.
      halved.append(a == b && a == c && a == d ? a : Self.mode(a, b, c, d))
    }
    guard !width.isMultiple(of: 2) else { return }
    let none = ClassMask.notSurveyed
    halved.append(Self.mode(upper[first + width - 1], none, lower[second + width - 1], none))
  }

  private static func mode(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) -> UInt8 {
    let none = ClassMask.notSurveyed
    func votes(_ value: UInt8) -> Int {
      value == none ? 0 : (value == a ? 1 : 0) + (value == b ? 1 : 0) + (value == c ? 1 : 0) + (value == d ? 1 : 0)
    }
    var (best, most) = (a, votes(a))
    for value in [b, c, d] where votes(value) > most { (best, most) = (value, votes(value)) }
    return best
  }
}
