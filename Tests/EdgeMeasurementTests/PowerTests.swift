import EdgeDeployment
@testable import EdgeMeasurement
import Foundation
import Quantities
import Synchronization
import TestSupport
import Testing

/// Power recorded and cut into layers.
@Suite struct PowerTests {
  /// A clock that only pauses move on.
  private final class StillClock: Sendable {
    private let time = Mutex<Duration>(.zero)
    var now: Duration { time.withLock { $0 } }
    func pause(_ duration: Duration) { time.withLock { $0 += duration } }
  }

  /// A counter of a machine that draws 2 W, starting again after 1 J.
  private struct Counter: PowerSource {
    let name = "counter"
    let clock: StillClock
    func reading() throws -> PowerReading {
      let joules = (2 * clock.now.inSeconds).truncatingRemainder(dividingBy: 1)
      return .energy(.joules(joules), wrapsAt: .joules(1))
    }
  }

  @Test func aCounterThatStartsAgainGivesTheSamePower() throws {
    let clock = StillClock()
    let recording = try PowerRecording(
      of: Counter(clock: clock),
      duration: .seconds(2),
      rate: .hertz(4),
      pause: clock.pause,
      now: { clock.now }
    )
    #expect(recording.samples.count == 8)
    #expect(recording.samples.allSatisfy { abs($0.power.watts - 2) < 1e-9 })
    #expect(zip(recording.samples, 0...).allSatisfy { abs($0.time - (0.125 + 0.25 * Double($1))) < 1e-9 })
    #expect(abs(try #require(recording.mean).watts - 2) < 1e-9)
    #expect(recording.csv.hasPrefix("time_s,power_w\n0.125000,2.000000\n"))
  }

  @Test func aSyntheticTraceGivesItsTruthBack() throws {
    let folder = try TemporaryFolder()
    let report = try folder.write("a;EXECUTED;Conv;x;2;0\nb;EXECUTED;Conv;x;3;0\n", as: "report.csv")
    var settings = TraceGenerator()
    settings.rate = .hertz(100_000)
    let made = try SyntheticTrace(
      of: try LatencyReport(path: report),
      powers: .watts(3) ... .watts(5),
      settings: settings,
      seed: 7
    )
    let trace = try folder.write(Data(NumPyArray.file(made.trace.watts)), as: "made.npy")
    var request = PowerRequest(trace: trace, latency: report)
    #expect(throws: EdgeMeasurementError.rateMissing(path: trace)) { try request.report() }
    (request.file.rate, request.file.isPower) = (.hertz(100_000), true)
    let encoder = JSONEncoder()
    func members(_ value: some Encodable) throws -> [String: Any] {
      try #require(try JSONSerialization.jsonObject(with: encoder.encode(value)) as? [String: Any])
    }
    let (found, truth) = (try members(request.report().document), try members(made.truth))
    #expect(found["inferences"] as? Int == 5)
    let energies = [found, truth].compactMap { $0["energyPerInferenceJ"] as? Double }
    #expect(energies.count == 2 && abs(energies[0] / energies[1] - 1) < 0.02)
    let layers = try [found, truth].map { document in
      try #require(document["layers"] as? [[String: Any]]).compactMap { $0["powerW"] as? Double }
    }
    #expect(layers[0].count == 2 && zip(layers[0], layers[1]).allSatisfy { abs($0 / $1 - 1) < 0.05 })
  }

  @Test func aLineWithoutATimeIsNamed() throws {
    let folder = try TemporaryFolder()
    let trace = try folder.write("time_s,power_w\n0,1\n?,1\n", as: "trace.csv")
    #expect(throws: EdgeMeasurementError.timeMissing(path: trace, line: 3)) { try TraceFile().load(path: trace) }
  }
}
