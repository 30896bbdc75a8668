public import EdgeDeployment
import Foundation
public import Quantities
import Tables

/// The power of a machine over some time.
public struct PowerRecording: Sendable {
  /// The power between two readings.
  public struct Sample: Hashable, Sendable {
    /// The middle of the time between them, in seconds since the first.
    public let time: Double
    /// The mean power.
    public let power: Power
  }
  /// The samples in order of time.
  public let samples: [Sample]

  /// Records a source.
  ///
  /// - Parameters:
  ///   - source: what measures.
  ///   - duration: how long, above zero.
  ///   - rate: samples in a second, above zero.
  /// - Throws: the error of the source, where it can no longer be read.
  public init(of source: any PowerSource, duration: Duration, rate: Frequency) throws {
    let start = ContinuousClock.now
    try self.init(
      of: source,
      duration: duration,
      rate: rate,
      pause: { Thread.sleep(forTimeInterval: $0.inSeconds) },
      now: { ContinuousClock.now - start }
    )
  }

  /// Records a source by a clock that may be another one.
  init(
    of source: any PowerSource,
    duration: Duration,
    rate: Frequency,
    pause: (Duration) -> Void,
    now: () -> Duration
  ) throws {
    var (last, lastTime) = (try source.reading(), 0.0)
    var samples: [Sample] = []
    let count = max(1, Int(bounded: (duration.inSeconds * rate.hertz).rounded()))
    for index in 1...count {
      let wait = Double(index) / rate.hertz - now().inSeconds
      if wait > 0 { pause(.bounded(seconds: wait)) }
      let (time, reading) = (now().inSeconds, try source.reading())
      if let power = reading.meanPower(since: last, over: .bounded(seconds: time - lastTime)) {
        samples.append(Sample(time: (time + lastTime) / 2, power: power))
      }
      (last, lastTime) = (reading, time)
    }
    self.samples = samples
  }

  /// The mean over the samples; nil where there is none.
  public var mean: Power? {
    samples.isEmpty ? nil : .watts(samples.reduce(0) { $0 + $1.power.watts } / Double(samples.count))
  }

  /// The samples as a trace in CSV, with the columns `time_s` and `power_w`.
  public var csv: String {
    let rows = samples.map { [String(format: "%.6f", $0.time), String(format: "%.6f", $0.power.watts)] }
    return ([["time_s", "power_w"]] + rows).map { CSVLine.text($0) }.joined(separator: "\n") + "\n"
  }
}
