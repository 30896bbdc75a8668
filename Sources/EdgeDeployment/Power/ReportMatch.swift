import Foundation
import Quantities

/// Where a trace goes like a report: the report's durations tell where layers begin and end, whatever lies between
/// inferences.
///
/// A window of the length of an inference is cut at the report's layers. What remains of its variance within the layers
/// says how well it fits. Fitting windows of one shape that do not overlap, of which the sum of the logarithms of that
/// reduction is greatest, are the inferences: a network that is loaded, or another program, has another shape. A steady
/// drift and the level between inferences play no part.
struct ReportMatch {
  /// The samples of an inference, as the report says.
  private let expected: Double
  private let shares: [Double]
  private let sums: [Double]
  private let squares: [Double]

  /// How much of the variance of a window the layers explain at least.
  private static let leastExplained = 0.6
  /// How far the shapes of two inferences differ at most, as a part of the variance of one.
  private static let mostDifference = 0.15
  /// How much longer or shorter an inference may be in the trace than in the report.
  private static let stretches = stride(from: 0.9, through: 1.1001, by: 0.02)
  /// Steps by which a window is moved along its own length in a first search.
  private static let steps = 500

  private struct Fit {
    let start: Int
    let gain: Double
    let shape: [Double]
  }

  /// Looks for inferences.
  ///
  /// - Parameters:
  ///   - trace: the power.
  ///   - latency: the sum of the report's layers.
  ///   - shares: where each layer begins and the last one ends, as parts of the inference, from 0 to 1.
  init(_ trace: PowerTrace, latency: Duration, shares: [Double]) {
    let watts = trace.watts
    var (sums, squares) = ([0.0], [0.0])
    sums.reserveCapacity(watts.count + 1)
    squares.reserveCapacity(watts.count + 1)
    // Differences of sums stay exact where the level is taken off first.
    let level = watts.reduce(0, +) / Double(max(1, watts.count))
    for value in watts {
      sums.append(sums[sums.count - 1] + value - level)
      squares.append(squares[squares.count - 1] + (value - level) * (value - level))
    }
    (self.sums, self.squares) = (sums, squares)
    self.shares = shares
    expected = latency.inSeconds * trace.rate.hertz
  }

  /// The first sample of each inference, and the samples that one takes; none where nothing fits.
  var inferences: (starts: [Int], length: Int) {
    var best = (gain: 0.0, starts: [Int](), length: 0)
    for stretch in Self.stretches {
      let length = Int(bounded: (expected * stretch).rounded())
      let bounds = Self.bounds(shares, length)
      guard length >= 16, bounds.count > 2, length < sums.count else { continue }
      let found = chosen(bounds, length: length, step: max(1, length / Self.steps))
      // As the report says it, unless another length fits clearly better.
      let gain = found.gain * (abs(stretch - 1) < 0.01 ? 1.02 : 1)
      if gain > best.gain { best = (gain, found.starts, length) }
    }
    return (best.starts, best.length)
  }

  /// A window with its ends where the layers and what lies before and behind it fit best; the window itself where it is
  /// much longer or shorter than the report.
  func refined(_ window: Range<Int>) -> Range<Int> {
    guard expected >= 100, abs(Double(window.count) / expected - 1) < 0.03 else { return window }
    let (reach, margin) = (Int(bounded: expected / 25), Int(bounded: expected / 20))
    let step = max(1, reach / 40)
    var best = (range: window, rest: Double.infinity)
    for stretch in stride(from: 0.98, through: 1.0201, by: 0.0025) {
      let length = Int(bounded: (expected * stretch).rounded())
      let bounds = Self.bounds(shares, length)
      for start in stride(from: window.lowerBound - reach, through: window.lowerBound + reach, by: step) {
        // The same ground for all lengths: what lies around the window is at rest.
        let low = window.lowerBound - reach - margin
        let high = window.lowerBound + reach + Int(bounded: expected * 1.02) + margin
        guard low >= 0, high < sums.count else { return window }
        let within = zip(bounds, bounds.dropFirst()).reduce(0) { $0 + rest(start + $1.0, start + $1.1) }
        let left = within + rest(low, start) + rest(start + length, high)
        if left < best.rest { best = (start..<start + length, left) }
      }
    }
    return best.range
  }

  /// Where layers begin in samples; those shorter than two samples go with the one before.
  private static func bounds(_ shares: [Double], _ length: Int) -> [Int] {
    var bounds = [0]
    for share in shares.dropFirst().dropLast() {
      let place = Int(bounded: (share * Double(length)).rounded())
      if place - bounds[bounds.count - 1] >= 2, length - place >= 2 { bounds.append(place) }
    }
    return bounds + [length]
  }

  /// The windows of the shape that fits best altogether.
  private func chosen(_ bounds: [Int], length: Int, step: Int) -> (starts: [Int], gain: Double) {
    let fits = peaks(bounds, length: length, step: step)
    var best = (starts: [Int](), gain: 0.0)
    for seed in fits.sorted(by: { $0.gain > $1.gain }).prefix(24) {
      var starts: [Int] = []
      var gain = 0.0
      for fit in fits.sorted(by: { $0.gain > $1.gain })
      where starts.allSatisfy({ abs($0 - fit.start) >= length - length / 50 })
        && Self.differ(seed.shape, fit.shape, bounds) < Self.mostDifference
      {
        starts.append(fit.start)
        gain += fit.gain
      }
      if gain > best.gain { best = (starts.sorted(), gain) }
    }
    return best
  }

  /// The windows that fit better than their neighbours.
  private func peaks(_ bounds: [Int], length: Int, step: Int) -> [Fit] {
    let places = Array(stride(from: 0, through: sums.count - 1 - length, by: step))
    let gains = places.map { gain(at: $0, bounds, length) }
    let reach = max(1, length / 8 / step)
    let least = -0.5 * Double(length) * log(1 - Self.leastExplained)
    return places.indices.compactMap { index in
      guard gains[index] > least else { return nil }
      let around = max(0, index - reach)...min(places.count - 1, index + reach)
      guard around.allSatisfy({ gains[$0] < gains[index] || $0 >= index && gains[$0] == gains[index] }) else {
        return nil
      }
      let near = max(0, places[index] - step + 1)...min(sums.count - 1 - length, places[index] + step - 1)
      let start = near.max { gain(at: $0, bounds, length) < gain(at: $1, bounds, length) } ?? places[index]
      return Fit(start: start, gain: gain(at: start, bounds, length), shape: shape(at: start, bounds))
    }
  }

  /// By how much the layers explain a window: the logarithm of a likelihood ratio of normal noise.
  private func gain(at start: Int, _ bounds: [Int], _ length: Int) -> Double {
    let whole = rest(start, start + length)
    guard whole > 0 else { return 0 }
    let within = zip(bounds, bounds.dropFirst()).reduce(0) { $0 + rest(start + $1.0, start + $1.1) }
    return 0.5 * Double(length) * log(whole / max(within, whole * 1e-6))
  }

  /// The squared differences from the mean of some samples.
  private func rest(_ from: Int, _ to: Int) -> Double {
    let sum = sums[to] - sums[from]
    return max(0, squares[to] - squares[from] - sum * sum / Double(to - from))
  }

  /// The mean power of each layer.
  private func shape(at start: Int, _ bounds: [Int]) -> [Double] {
    zip(bounds, bounds.dropFirst()).map { (sums[start + $1] - sums[start + $0]) / Double($1 - $0) }
  }

  /// How far two shapes differ but for their level, as a part of the variance of the first.
  private static func differ(_ first: [Double], _ second: [Double], _ bounds: [Int]) -> Double {
    let weights = zip(bounds, bounds.dropFirst()).map { Double($1 - $0) }
    let total = weights.reduce(0, +)
    func centred(_ shape: [Double]) -> [Double] {
      let mean = zip(shape, weights).reduce(0) { $0 + $1.0 * $1.1 } / total
      return shape.map { $0 - mean }
    }
    let (one, other) = (centred(first), centred(second))
    let scale = zip(one, weights).reduce(0) { $0 + $1.0 * $1.0 * $1.1 }
    guard scale > 0 else { return .infinity }
    return zip(zip(one, other), weights).reduce(0) { $0 + ($1.0.0 - $1.0.1) * ($1.0.0 - $1.0.1) * $1.1 } / scale
  }
}
