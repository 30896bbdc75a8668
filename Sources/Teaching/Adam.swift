import Foundation

/// Steps downhill along noisy slopes (Adam: Kingma and Ba 2015, algorithm 1).
struct Adam {
  typealias Lane = LabelledFeatures.Lane

  private static let ofSlope: Float = 0.9
  private static let ofSquare: Float = 0.999
  private static let leastDeviation: Float = 1e-8

  private var slopes: [Lane]
  private var squares: [Lane]
  private var count: Float = 0

  /// Begins to walk in so many lanes.
  init(laneCount: Int) {
    slopes = [Lane](repeating: .zero, count: laneCount)
    squares = slopes
  }

  /// Takes a step.
  ///
  /// - Parameters:
  ///   - values: what is moved.
  ///   - gradient: its slope, as well as a sample of the data tells.
  ///   - rate: about how far each value moves.
  mutating func step(_ values: inout [Lane], gradient: [Lane], rate: Float) {
    count += 1
    let ofSlopes = 1 - pow(Self.ofSlope, count)
    let ofSquares = 1 - pow(Self.ofSquare, count)
    for lane in values.indices {
      let slope = gradient[lane]
      slopes[lane] = Self.ofSlope * slopes[lane] + (1 - Self.ofSlope) * slope
      squares[lane] = Self.ofSquare * squares[lane] + (1 - Self.ofSquare) * slope * slope
      let deviation = (squares[lane] / ofSquares).squareRoot() + Self.leastDeviation
      values[lane] -= rate / ofSlopes * slopes[lane] / deviation
    }
  }
}
