import EdgeDeployment
import Foundation
import Imagery
import Quantities
import Tables
import VisionRuntime

/// What whole networks take on this machine, beside what a platform predicts.
public struct NetworkMeasurement: Encodable, Sendable {
  /// A measured network.
  struct Row: Encodable, Sendable {
    let network: String
    let widthPx: Int
    let heightPx: Int
    let multiplyAdds: Int
    let measuredMs: Double
    let spread: Double
    let predictedMs: Double?
    let errorPercent: Double?
  }
  let engine: String
  let threads: Int
  let busyShare: Double
  /// How much longer the reference network takes than when the platform was characterised.
  let slowness: Double?
  let networks: [Row]

  /// Measures networks by turns: a machine is faster in one minute than in the next, and this is to hit all alike.
  ///
  /// - Parameter request: what is measured.
  /// - Throws: `FileError`, `ModelGraphError` where a model cannot be read, `VisionRuntimeError` where the engine is missing
  ///   or cannot run it, `EdgeDeploymentError` where the platform cannot predict.
  public init(_ request: MeasurementRequest) throws {
    let chosen = try MeasuringEngine(request.engine)
    let clock = RunClock(threads: request.threads)
    let sizes: [PixelSize?] = request.sizes.isEmpty ? [nil] : request.sizes
    let subjects = try request.models.flatMap { model in
      try sizes.map { try MeasuredSubject(path: model, size: $0, engine: chosen, threads: request.threads) }
    }
    let reference = try ReferenceNetwork(engine: chosen.engine, threads: request.threads, clock: clock)
    for subject in subjects { try subject.network.infer() }
    var times = [[Double]](repeating: [], count: subjects.count)
    var references: [Double] = []
    let start = ContinuousClock.now
    while references.count < request.fewestTurns
      || (references.count < request.mostTurns && ContinuousClock.now - start < request.longest)
    {
      references.append(try reference.seconds() * 1000)
      for (index, subject) in subjects.enumerated() {
        times[index].append(try reference.seconds { try subject.network.infer() }.counted * 1000)
      }
    }
    let slowness = request.platform?.referenceMs.map { ProbeTime(of: references).milliseconds / $0 }
    networks = try zip(subjects, times).map { subject, times -> Row in
      let time = ProbeTime(of: times)
      let predicted = try request.platform.map {
        try LatencyEstimate(of: subject.graph, on: $0).latency.inSeconds * 1000 * (slowness ?? 1)
      }
      return Row(
        network: subject.graph.name,
        widthPx: subject.size.width,
        heightPx: subject.size.height,
        multiplyAdds: subject.graph.multiplyAdds,
        measuredMs: time.milliseconds,
        spread: time.spread,
        predictedMs: predicted,
        errorPercent: predicted.map { 100 * ($0 / time.milliseconds - 1) }
      )
    }
    self.slowness = slowness
    engine = chosen.name
    threads = request.threads
    busyShare = clock.busyShare
  }

  /// What is doubtful, as sentences.
  public var warnings: [String] {
    busyShare > RunClock.mostBusyShare ? ["the machine was busy. Measure again when it is quiet."] : []
  }

  /// The networks, for people.
  public var table: String {
    var table = TextTable()
    table.add(["network", "pixels", "10^6 multiply-adds", "measured ms", "spread %", "predicted ms", "error %"])
    table.addRule()
    for row in networks {
      table.add([
        row.network, "\(row.widthPx)x\(row.heightPx)", String(format: "%.1f", Double(row.multiplyAdds) / 1e6),
        String(format: "%.2f", row.measuredMs), String(format: "%.1f", 100 * row.spread),
        row.predictedMs.map { String(format: "%.2f", $0) } ?? "-",
        row.errorPercent.map { String(format: "%+.1f", $0) } ?? "-",
      ])
    }
    let speed = slowness.map {
      String(
        format:
          " The reference network takes %.2f of the time that it took when the platform was made; predictions allow for it.",
        $0
      )
    }
    return table.text() + "\n\n\(engine), \(threads) thread(s), medians." + (speed ?? "")
  }
}
