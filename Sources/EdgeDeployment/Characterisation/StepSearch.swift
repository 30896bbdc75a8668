import Quantities

/// Finds the steps or the line behind a layer's time over one size with as few measurements as it can.
///
/// Iterative refinement after Lechner and Jantsch, "Blackthorn" (IEEE Access 2021): two points at first; candidates are
/// steps of widths 8, 16, ... 512 and one line; each further point lies where the candidates that are left disagree most
/// and none was measured near; candidates far worse than the best are dropped, by a ratio that tightens. Widths stay whole
/// numbers throughout, so the published term that pulls them to one is not needed.
public struct StepSearch: Sendable {
  /// A measured point.
  public struct Point: Hashable, Sendable, Codable {
    /// The size.
    public let size: Int
    /// The time in milliseconds.
    public let milliseconds: Double
  }
  /// A candidate: steps of a width, or the line where it is 1.
  private struct Candidate {
    let width: Int
    var offset = 0.0
    var factor = 0.0
    var error = 0.0

    func value(_ size: Int) -> Double { offset + factor * place(size) }
    func place(_ size: Int) -> Double { Double(width == 1 ? size : (size - 1) / width) }
  }
  /// The measured points, in the order in which they were chosen.
  public let points: [Point]
  /// Width of the steps; 1 for a line.
  public let width: Int
  /// The function over one size.
  public let function: SteppedFunction

  /// The published first points of the range 1 to 1024, as parts of the range.
  private static let starts = [64.0 / 1024, 960.0 / 1024]
  private static let fewestIterations = 6

  /// Searches.
  ///
  /// - Parameters:
  ///   - range: sizes that can be measured.
  ///   - mostPoints: measurements at most; the published bound is 48.
  ///   - noise: the part of a time by which repeated measurements differ.
  ///   - measure: the time at a size, in milliseconds.
  /// - Throws: what `measure` throws.
  public init(
    over range: ClosedRange<Int>,
    mostPoints: Int = 48,
    noise: Double,
    measure: (Int) throws -> Double
  ) rethrows {
    let extent = Double(range.upperBound)
    var points = try Self.starts.map { part in
      let size = min(range.upperBound, max(range.lowerBound, Int(bounded: part * extent)))
      return Point(size: size, milliseconds: try measure(size))
    }
    var left = ([1] + stride(from: 8, through: min(512, range.upperBound / 2), by: 8)).map { Candidate(width: $0) }
    var iteration = 0
    while true {
      left = left.map { Self.fitted($0, to: points) }
      let best = left.map(\.error).min() ?? 0
      // Errors within the noise tell nothing.
      let level = points.map(\.milliseconds).reduce(0, +) / Double(points.count) * noise
      let ratio = max(2, 12 - 1.5 * Double(iteration))
      if points.count > 3 { left.removeAll { $0.error > ratio * best + level * level * Double(points.count) / 4 } }
      guard points.count < mostPoints, iteration < Self.fewestIterations || left.count > 1,
        let next = Self.next(in: range, left, points, level: level, isEarly: iteration < Self.fewestIterations)
      else { break }
      points.append(Point(size: next, milliseconds: try measure(next)))
      iteration += 1
    }
    // Within the noise the line is the simpler answer, then the wider step.
    let least = left.map(\.error).min() ?? 0
    let level = points.map(\.milliseconds).reduce(0, +) / Double(points.count) * noise
    let equal = left.filter { $0.error <= least + level * level * Double(points.count) / 16 }
    let chosen = equal.first { $0.width == 1 } ?? left.min { $0.error < $1.error } ?? Candidate(width: 1)
    self.points = points
    width = chosen.width
    function =
      chosen.width == 1
      ? .line(index: 0, intercept: .constant(chosen.offset), slope: .constant(chosen.factor))
      : .steps(
        index: 0,
        width: chosen.width,
        start: .constant(chosen.offset),
        height: .constant(chosen.factor)
      )
  }

  /// Least squares; the error is that of the best nine tenths of the points, so that a disturbed one does not decide.
  private static func fitted(_ candidate: Candidate, to points: [Point]) -> Candidate {
    var candidate = candidate
    let count = Double(points.count)
    let x = points.map { candidate.place($0.size) }
    let y = points.map(\.milliseconds)
    let (meanX, meanY) = (x.reduce(0, +) / count, y.reduce(0, +) / count)
    let square = x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
    let product = zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) }
    candidate.factor = square > 0 ? product / square : 0
    candidate.offset = meanY - candidate.factor * meanX
    let squares = points.map { point in
      let difference = candidate.value(point.size) - point.milliseconds
      return difference * difference
    }
    candidate.error = squares.sorted().dropLast(points.count / 10).reduce(0, +)
    return candidate
  }

  /// The size at which the candidates differ most, a width of the narrowest step away from what was measured; nil where
  /// they differ by less than the noise everywhere.
  private static func next(
    in range: ClosedRange<Int>,
    _ candidates: [Candidate],
    _ points: [Point],
    level: Double,
    isEarly: Bool
  ) -> Int? {
    var best: (spread: Double, size: Int)?
    let near = max(1, min(4, range.count / 128))
    for size in range where points.allSatisfy({ abs($0.size - size) >= near }) {
      let values = candidates.map { $0.value(size) }
      let mean = values.reduce(0, +) / Double(values.count)
      let spread = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
      if spread > best?.spread ?? -1 { best = (spread, size) }
    }
    guard let best else { return nil }
    return isEarly || best.spread.squareRoot() > level / 4 ? best.size : nil
  }
}
