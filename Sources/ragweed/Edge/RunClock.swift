import EdgeDeployment
import Foundation
import Quantities

/// Times something that is run over and over.
///
/// With one thread the processor's time counts, which is what the clock on the wall shows on a machine that does nothing
/// else; with more it is the clock on the wall.
final class RunClock {
  private let usesProcessorTime: Bool
  private var shares: [Double] = []
  private static let (fewest, most) = (9, 60)
  private static let (enough, batch) = (0.05, 0.000_5)

  /// The part of the time that other programs took, median over all that was timed; 0 where it is not known.
  var busyShare: Double { shares.isEmpty ? 0 : shares.sorted()[shares.count / 2] }

  init(threads: Int) { usesProcessorTime = threads == 1 }

  /// The median time of a run.
  ///
  /// - Throws: what the run throws.
  func time(_ run: @escaping () throws -> Void) throws -> ProbeTime { try time([run], factors: [1]) }

  /// The median over rounds of the sum of the times of several runs, each times its factor.
  ///
  /// - Parameters:
  ///   - runs: what is run, in turns.
  ///   - factors: what each time counts.
  /// - Returns: the sum, not below zero; the spread is that of the longest run.
  /// - Throws: what a run throws.
  func time(_ runs: [() throws -> Void], factors: [Double]) throws -> ProbeTime {
    let repeats = try runs.map { run in
      try run()
      let first = now()
      try run()
      return max(1, min(1000, Int((Self.batch / max(1e-6, now() - first)).rounded(.up))))
    }
    var rounds: [[Double]] = []
    let (begin, wall) = (now(), ContinuousClock.now)
    while rounds.count < Self.fewest || (now() - begin < Self.enough * Double(runs.count) && rounds.count < Self.most) {
      let round = try zip(runs, repeats).map { run, count in
        let start = now()
        for _ in 0..<count { try run() }
        return (now() - start) / Double(count)
      }
      rounds.append(round)
    }
    if usesProcessorTime {
      let passed = (ContinuousClock.now - wall).inSeconds
      shares.append(max(0, 1 - (now() - begin) / max(passed, 1e-9)))
    }
    let sums = rounds.map { round in zip(round, factors).reduce(0) { $0 + $1.0 * $1.1 } }.sorted()
    let longest = rounds.map { $0.max() ?? 0 }.sorted()
    let half = (longest[longest.count * 3 / 4] - longest[longest.count / 4]) / 2
    return ProbeTime(
      milliseconds: max(0, sums[sums.count / 2] * 1000),
      spread: longest[longest.count / 2] > 0 ? half / longest[longest.count / 2] : 0
    )
  }

  private func now() -> Double {
    usesProcessorTime ? Double(clock()) / Double(CLOCKS_PER_SEC) : ProcessInfo.processInfo.systemUptime
  }
}
