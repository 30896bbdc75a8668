public import Quantities

/// Power over time, sampled evenly.
public struct PowerTrace: Sendable {
  /// The samples in watts.
  public let watts: [Double]
  /// Samples in a second.
  public let rate: Frequency
  /// Samples that are missing or not numbers, by their places; a gap stands before its place.
  public let gaps: [Int]
  /// Samples at the end of the range, several in a row: the true power may be higher.
  public let clipped: Int

  /// The most samples of a trace, a minute at a megahertz.
  public static let mostSamples = 60_000_000

  /// Makes a trace.
  ///
  /// - Parameters:
  ///   - watts: the samples; ones that are not numbers are gaps.
  ///   - rate: samples in a second, above zero.
  ///   - gaps: places before which samples are missing.
  /// - Throws: `EdgeDeploymentError.brokenTrace` where there are less than ten samples.
  public init(watts: [Double], rate: Frequency, gaps: [Int] = []) throws {
    guard watts.count >= 10, rate.hertz > 1e-3, rate.hertz < 1e10 else {
      throw EdgeDeploymentError.brokenTrace(reason: "it has less than ten samples or an odd sampling frequency")
    }
    var holes = Set(gaps)
    for (index, value) in watts.enumerated() where !value.isFinite { holes.insert(index) }
    self.watts = watts.map { $0.isFinite ? $0 : 0 }
    self.rate = rate
    self.gaps = holes.sorted()
    clipped = Self.clipped(self.watts)
  }

  /// A trace from the voltage over a shunt.
  ///
  /// - Parameters:
  ///   - shunt: voltages over the shunt.
  ///   - supply: the voltage of the supply; 5 V over 0.1 ohm is a factor of 50 W for each volt.
  ///   - resistance: of the shunt.
  ///   - rate: samples in a second.
  ///   - gaps: places before which samples are missing.
  /// - Throws: `EdgeDeploymentError.brokenTrace`.
  public init(
    shunt: [Double],
    supply: Voltage,
    resistance: Resistance,
    rate: Frequency,
    gaps: [Int] = []
  ) throws {
    guard resistance > .zero else {
      throw EdgeDeploymentError.brokenTrace(reason: "the resistance of the shunt is not above zero")
    }
    let factor = supply.volts / resistance.ohms
    try self.init(watts: shunt.map { $0 * factor }, rate: rate, gaps: gaps)
  }

  /// The time from the first sample to the end of the last.
  public var duration: Duration { .bounded(seconds: Double(watts.count) / rate.hertz) }

  /// Samples that stay at the greatest value, five or more in a row.
  private static func clipped(_ watts: [Double]) -> Int {
    guard let most = watts.max(), most > watts.min() ?? most else { return 0 }
    var (count, run) = (0, 0)
    for value in watts + [-.infinity] {
      if value == most {
        run += 1
      } else {
        if run >= 5 { count += run }
        run = 0
      }
    }
    return count
  }
}
