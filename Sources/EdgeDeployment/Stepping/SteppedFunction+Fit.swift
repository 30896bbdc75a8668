extension SteppedFunction {
  /// A measured point: sizes and a value.
  public struct Sample: Hashable, Sendable {
    /// The sizes, each 1 or more.
    public let sizes: [Int]
    /// The value.
    public let value: Double

    /// Makes a sample.
    public init(sizes: [Int], value: Double) {
      self.sizes = sizes
      self.value = value
    }
  }

  /// Widths of steps that are tried: the powers of two that vector units have.
  public static let widths = [8, 16, 32, 64, 128, 256, 512]

  /// Finds the function that samples on a grid were taken from.
  ///
  /// The last size is fitted first, on each line of the grid with the same model; its parameters are then fitted over the
  /// size before it, and so on.
  ///
  /// - Parameter samples: at least two different values of each size on each line of the grid.
  /// - Throws: `EdgeDeploymentError.tooFewSamples`.
  public init(fitting samples: [Sample]) throws {
    guard let first = samples.first else { throw EdgeDeploymentError.tooFewSamples(reason: "there is no sample") }
    let count = first.sizes.count
    guard count > 0, samples.allSatisfy({ $0.sizes.count == count && $0.sizes.allSatisfy { $0 >= 1 } }) else {
      throw EdgeDeploymentError.tooFewSamples(reason: "the samples do not have the same number of sizes above zero")
    }
    self = try Self.nested(samples, index: count - 1)
  }

  private static func nested(_ samples: [Sample], index: Int) throws -> SteppedFunction {
    guard index >= 0 else {
      return .constant(samples.reduce(0) { $0 + $1.value } / Double(samples.count))
    }
    let lines = Dictionary(grouping: samples) { Array($0.sizes[..<index]) }
      .sorted { $0.key.lexicographicallyPrecedes($1.key) }
    guard lines.allSatisfy({ Set($0.value.map { $0.sizes[index] }).count > 1 }) else {
      throw EdgeDeploymentError.tooFewSamples(reason: "some line of the grid has only one point")
    }
    // A width of one is the line, which is told apart by its name only.
    var best: (error: Double, width: Int, parameters: [(offset: Double, factor: Double)])?
    for width in [1] + widths {
      var error = 0.0
      var parameters: [(offset: Double, factor: Double)] = []
      for (_, line) in lines {
        let places = line.map { Double(width == 1 ? $0.sizes[index] : ($0.sizes[index] - 1) / width) }
        let fit = straight(places, line.map(\.value))
        parameters.append((fit.offset, fit.factor))
        error += fit.error
      }
      // Equal but for rounding, the narrower step is kept.
      if best.map({ error < $0.error * (1 - 1e-9) - 1e-18 }) ?? true { best = (error, width, parameters) }
    }
    guard let best else { throw EdgeDeploymentError.tooFewSamples(reason: "no model fits") }
    let offsets = zip(lines, best.parameters).map { Sample(sizes: $0.0.key, value: $0.1.offset) }
    let factors = zip(lines, best.parameters).map { Sample(sizes: $0.0.key, value: $0.1.factor) }
    let offset = try nested(offsets, index: index - 1)
    let factor = try nested(factors, index: index - 1)
    return best.width == 1
      ? .line(index: index, intercept: offset, slope: factor)
      : .steps(index: index, width: best.width, start: offset, height: factor)
  }

  /// The straight line of least squares, and its sum of squared errors.
  private static func straight(_ x: [Double], _ y: [Double]) -> (offset: Double, factor: Double, error: Double) {
    let count = Double(x.count)
    let (meanX, meanY) = (x.reduce(0, +) / count, y.reduce(0, +) / count)
    let square = x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
    let product = zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) }
    let factor = square > 0 ? product / square : 0
    let offset = meanY - factor * meanX
    let error = zip(x, y).reduce(0) { sum, point in
      let difference = offset + factor * point.0 - point.1
      return sum + difference * difference
    }
    return (offset, factor, error)
  }
}
