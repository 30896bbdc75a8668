import Quantities

/// The times in which a trace shows inferences.
public struct InferenceWindows: Sendable {
  /// Start and end of each inference, in seconds from the start of the trace.
  public let windows: [Range<Double>]
  /// Windows left out because samples are missing in them.
  public let withGaps: Int
  /// Windows left out because the trace cuts them off, or because they are too short or long for an inference.
  public let leftOut: Int
  /// The level between inferences at the start and at the end of the trace, in watts, where it drifts; nil where it does
  /// not.
  public let drift: (from: Double, to: Double)?

  /// Where a trace between idle (0) and busy (1) counts as busy, as the seminar's group takes it.
  public static let threshold = 0.6

  /// Down to where what precedes and follows belongs to an inference: its first and last layers may draw little.
  public static let edgeThreshold = 0.25

  /// Finds inferences by their level, with ends where the report's layers fit best; where the level leaves busy times over,
  /// by where the trace goes as the report's layers do.
  ///
  /// - Parameters:
  ///   - trace: the power.
  ///   - latency: how long an inference takes, from its report.
  ///   - shares: where each of the report's layers begins and the last one ends, as parts of the inference, from 0 to 1.
  /// - Throws: `EdgeDeploymentError.noInference` where none is found.
  public init(in trace: PowerTrace, latency: Duration, shares: [Double]) throws {
    let step = 1 / trace.rate.hertz
    let match = ReportMatch(trace, latency: latency, shares: shares)
    let byLevel = try? InferenceWindows(in: trace, latency: latency)
    if let byLevel, byLevel.leftOut == 0 {
      windows = byLevel.windows.map { window in
        let samples =
          Int(bounded: (window.lowerBound / step).rounded())..<Int(bounded: (window.upperBound / step).rounded())
        let refined = match.refined(samples)
        return Double(refined.lowerBound) * step..<Double(refined.upperBound) * step
      }
      (withGaps, leftOut, drift) = (byLevel.withGaps, 0, nil)
      return
    }
    let (starts, length) = match.inferences
    let sound = starts.filter { start in !trace.gaps.contains { start < $0 && $0 < start + length } }
    let found = sound.map { Double($0) * step..<Double($0 + length) * step }
    // What the level finds is there; a shape that lies elsewhere is none of the network's.
    let isBorneOut = (byLevel?.windows ?? []).allSatisfy { window in
      found.contains { $0.clamped(to: window).length > 0.8 * window.length }
    }
    guard !found.isEmpty, isBorneOut else {
      guard let byLevel else { throw EdgeDeploymentError.noInference(latencyMs: latency / .milliseconds(1)) }
      self = byLevel
      return
    }
    windows = found
    withGaps = starts.count - sound.count
    let rest = Rest(trace.watts, outside: starts.map { $0..<$0 + length })
    leftOut = rest.busyTimes(atLeast: length / 4)
    drift = rest.drift
  }

  /// Finds inferences by their level alone.
  ///
  /// The trace is smoothed over a fiftieth of an inference, then scaled from its least to its greatest value; what is above
  /// the threshold is busy, and what touches it above the lower one. Dips shorter than a quarter of an inference belong to
  /// it. Each end is then moved to where the power is halfway between the levels on its two sides.
  ///
  /// - Parameters:
  ///   - trace: the power.
  ///   - latency: about how long an inference takes, from its report.
  /// - Throws: `EdgeDeploymentError.noInference` where none is found.
  public init(in trace: PowerTrace, latency: Duration) throws {
    let expected = (latency / .seconds(1)) * trace.rate.hertz
    guard expected < Double(trace.watts.count) else {
      throw EdgeDeploymentError.noInference(latencyMs: latency / .milliseconds(1))
    }
    let width = max(1, Int(bounded: expected / 50))
    let smooth = Self.smoothed(trace.watts, over: width)
    let (low, high) = (smooth.min() ?? 0, smooth.max() ?? 0)
    guard high > low, expected >= 4 else {
      throw EdgeDeploymentError.noInference(latencyMs: latency / .milliseconds(1))
    }
    var runs: [Range<Int>] = []
    for run in Self.runs(smooth, above: low + Self.edgeThreshold * (high - low)) {
      if let last = runs.last, Double(run.lowerBound - last.upperBound) < expected / 4 {
        runs[runs.count - 1] = last.lowerBound..<run.upperBound
      } else {
        runs.append(run)
      }
    }
    let busy = low + Self.threshold * (high - low)
    runs = runs.filter { run in smooth[run].contains { $0 > busy } }
    let whole = runs.filter { run in
      run.lowerBound > 0 && run.upperBound < smooth.count && Double(run.count) > expected / 2
        && Double(run.count) < expected * 2
    }
    let sound = whole.filter { run in !trace.gaps.contains { run.contains($0) } }
    guard !sound.isEmpty else { throw EdgeDeploymentError.noInference(latencyMs: latency / .milliseconds(1)) }
    let step = 1 / trace.rate.hertz
    windows = sound.map { run in
      let start = Self.edge(near: run.lowerBound, in: smooth, width: width)
      return Double(start) * step..<Double(max(start + 1, Self.edge(near: run.upperBound, in: smooth, width: width)))
        * step
    }
    withGaps = whole.count - sound.count
    leftOut = runs.count - whole.count
    drift = nil
  }

  /// The stretches above a level.
  private static func runs(_ samples: [Double], above level: Double) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start: Int?
    for index in 0...samples.count {
      let isAbove = index < samples.count && samples[index] > level
      if isAbove, start == nil { start = index }
      if !isAbove, let begin = start {
        runs.append(begin..<index)
        start = nil
      }
    }
    return runs
  }

  /// The place near an end at which the power is halfway between what it is a smoothing width before and behind.
  private static func edge(near place: Int, in samples: [Double], width: Int) -> Int {
    let (before, behind) = (max(0, place - width), min(samples.count - 1, place + width))
    let middle = (samples[before] + samples[behind]) / 2
    let isRising = samples[behind] > samples[before]
    return (before...behind).first { (samples[$0] > middle) == isRising } ?? place
  }

  /// The mean over a number of samples around each.
  private static func smoothed(_ samples: [Double], over width: Int) -> [Double] {
    var sums = [0.0]
    sums.reserveCapacity(samples.count + 1)
    for sample in samples { sums.append(sums[sums.count - 1] + sample) }
    return samples.indices.map { index in
      let (low, high) = (max(0, index - width / 2), min(samples.count, index - width / 2 + width))
      return (sums[high] - sums[low]) / Double(high - low)
    }
  }
}

extension Range<Double> {
  fileprivate var length: Double { upperBound - lowerBound }
}
