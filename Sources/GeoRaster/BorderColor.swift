import Quantities

/// A border of one colour around a picture, which may stand for ground that was not surveyed without the file saying so.
public struct BorderColor: Sendable, Hashable {
  /// The samples of red, green and blue.
  public let samples: [Double]
  /// The share of the picture, 0 to 1.
  public let share: Double

  /// The samples as they would be typed.
  public var texts: [String] {
    samples.map { $0 == $0.rounded() && $0.magnitude < 1e15 ? "\(Int(bounded: $0))" : "\($0)" }
  }

  /// A border has at least this share of the picture, and of its edge.
  private static let leastShare = 0.02
  private static let leastEdge = 0.1

  /// Finds the border; nil where there is none.
  ///
  /// - Parameters:
  ///   - pixels: the samples of each pixel, `[row, column]`; equal for equal colours.
  ///   - width: the columns.
  init?(in pixels: [[Float]], width: Int) {
    let height = width > 0 ? pixels.count / width : 0
    guard width > 2, height > 2 else { return nil }
    var edge: [Int] = []
    for column in 0..<width { edge += [column, (height - 1) * width + column] }
    for row in 1..<(height - 1) { edge += [row * width, row * width + width - 1] }
    let counts = Dictionary(grouping: edge) { pixels[$0] }.mapValues(\.count)
    // Of two colours that are as common, always the same.
    let common = counts.sorted { first, second in
      first.value == second.value ? first.key.lexicographicallyPrecedes(second.key) : first.value > second.value
    }
    guard let (color, count) = common.first, Double(count) >= Self.leastEdge * Double(edge.count) else { return nil }
    var isBorder = [Bool](repeating: false, count: pixels.count)
    var waiting = edge.filter { pixels[$0] == color }
    for index in waiting { isBorder[index] = true }
    var found = 0
    while let index = waiting.popLast() {
      found += 1
      let column = index % width
      var neighbours: [Int] = []
      if column > 0 { neighbours.append(index - 1) }
      if column + 1 < width { neighbours.append(index + 1) }
      if index >= width { neighbours.append(index - width) }
      if index + width < pixels.count { neighbours.append(index + width) }
      for next in neighbours where !isBorder[next] && pixels[next] == color {
        isBorder[next] = true
        waiting.append(next)
      }
    }
    share = Double(found) / Double(pixels.count)
    samples = color.map { Double($0) }
    // A picture of one colour has no border.
    guard share >= Self.leastShare, found < pixels.count else { return nil }
  }
}
