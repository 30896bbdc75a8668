public import Quantities

/// Power and energy of each layer and of an inference, from a trace and a latency report.
public struct PowerProfile: Sendable {
  /// A layer with its means over all inferences.
  public struct Layer: Sendable {
    /// The name.
    public let name: String
    /// The type, in the report's words.
    public let type: String
    /// The time that the report gives it.
    public let latency: Duration
    /// Its energy.
    public let energy: Energy
    /// Its power.
    public let power: Power
  }
  /// How far a slower sampling is off.
  public struct SamplingError: Sendable {
    /// Samples in a second.
    public let rate: Frequency
    /// Mean difference of a layer's energy, weighted by the energy, in percent; the mean over all phases tried.
    public let layerPercent: Double
    /// Mean difference of an inference's energy in percent.
    public let inferencePercent: Double
  }
  /// The layers that were executed, in order.
  public let layers: [Layer]
  /// The windows that they were taken from.
  public let windows: InferenceWindows
  /// Mean time of an inference in the trace.
  public let duration: Duration
  /// The sum of the report's layers.
  public let reported: Duration
  /// Mean energy of an inference.
  public let energy: Energy
  /// Mean power between inferences; nil where nothing is between them.
  public let idle: Power?
  /// Errors of slower sampling, the fastest first.
  public let sampling: [SamplingError]

  /// Cuts a trace.
  ///
  /// The report's times are stretched to each window, so that a window a little longer than the report still ends with its
  /// last layer.
  ///
  /// - Throws: `EdgeDeploymentError`.
  public init(trace: PowerTrace, report: LatencyReport) throws {
    let entries = report.entries.filter { $0.isExecuted && $0.latency > .zero }
    let reported = entries.reduce(Duration.zero) { $0 + $1.latency }
    guard reported > .zero else { throw EdgeDeploymentError.brokenTrace(reason: "its report has no executed layer") }
    var shares = [0.0]
    for entry in entries { shares.append(shares[shares.count - 1] + entry.latency / reported) }
    let windows = try InferenceWindows(in: trace, latency: reported, shares: shares)
    let curve = EnergyCurve(watts: trace.watts, rate: trace.rate.hertz)
    let energies = Self.energies(curve, windows.windows, shares)
    let lengths = windows.windows.map { $0.upperBound - $0.lowerBound }
    let length = lengths.reduce(0, +) / Double(lengths.count)
    layers = entries.enumerated().map { index, entry in
      let own = length * (shares[index + 1] - shares[index])
      return Layer(
        name: entry.name,
        type: entry.type,
        latency: entry.latency,
        energy: .joules(energies[index]),
        power: .watts(own > 0 ? energies[index] / own : 0)
      )
    }
    self.windows = windows
    self.reported = reported
    duration = .bounded(seconds: length)
    energy = .joules(energies.reduce(0, +))
    let busy = windows.windows.reduce(0) { $0 + curve.energy(from: $1.lowerBound, to: $1.upperBound) }
    let rest = trace.duration.inSeconds - lengths.reduce(0, +)
    let complete = windows.leftOut == 0 && windows.withGaps == 0 && rest > 0
    idle = complete ? .watts((curve.energy(until: .infinity) - busy) / rest) : nil
    sampling = Self.sampling(trace, windows.windows, shares, energies)
  }

  /// The mean energy of each layer.
  private static func energies(_ curve: EnergyCurve, _ windows: [Range<Double>], _ shares: [Double]) -> [Double] {
    (1..<shares.count).map { index in
      windows.reduce(0) { sum, window in
        let length = window.upperBound - window.lowerBound
        return sum
          + curve.energy(
            from: window.lowerBound + shares[index - 1] * length,
            to: window.lowerBound + shares[index] * length
          )
      } / Double(windows.count)
    }
  }

  /// The errors of every second, fifth, tenth and so on sample against all of them.
  private static func sampling(
    _ trace: PowerTrace,
    _ windows: [Range<Double>],
    _ shares: [Double],
    _ full: [Double]
  ) -> [SamplingError] {
    let total = full.reduce(0, +)
    guard total > 0 else { return [] }
    let shortest = windows.map { $0.upperBound - $0.lowerBound }.min() ?? 0
    let factors = [2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000]
    return factors.filter { Double($0) < shortest * trace.rate.hertz / 4 }.map { factor in
      // Which samples are hit is a matter of luck, so several starts are tried.
      let phases = stride(from: 0, to: factor, by: max(1, factor / 4)).map { $0 }
      var (layer, inference) = (0.0, 0.0)
      for phase in phases {
        let curve = EnergyCurve(watts: trace.watts, rate: trace.rate.hertz, keeping: factor, phase: phase)
        let slow = energies(curve, windows, shares)
        layer += zip(slow, full).reduce(0) { $0 + ($1.0 - $1.1).magnitude } / total
        inference += (slow.reduce(0, +) / total - 1).magnitude
      }
      return SamplingError(
        rate: trace.rate / Double(factor),
        layerPercent: 100 * layer / Double(phases.count),
        inferencePercent: 100 * inference / Double(phases.count)
      )
    }
  }

  /// Pearson's correlation of two lists; nil where one of them does not vary.
  public static func correlation(_ first: [Double], _ second: [Double]) -> Double? {
    let count = Double(min(first.count, second.count))
    guard count > 1 else { return nil }
    let (meanA, meanB) = (first.reduce(0, +) / count, second.reduce(0, +) / count)
    let a = first.reduce(0) { $0 + ($1 - meanA) * ($1 - meanA) }
    let b = second.reduce(0) { $0 + ($1 - meanB) * ($1 - meanB) }
    guard a > 0, b > 0 else { return nil }
    return zip(first, second).reduce(0) { $0 + ($1.0 - meanA) * ($1.1 - meanB) } / (a * b).squareRoot()
  }
}
