import EdgeDeployment
import Foundation
import Quantities

/// Times something that is run over and over.
///
/// With one thread the processor's time counts, which is what the clock on the wall shows on a machine that does nothing
/// else; with more it is the clock on the wall.
final class RunClock {
  private let usesProcessorTime: Bool
  private var passed = 0.0
  private var counted = 0.0

  /// The part of the time that other programs took; 0 where it is not known.
  var busyShare: Double { usesProcessorTime && passed > 0 ? max(0, 1 - counted / passed) : 0 }

  /// The part of the time that other programs may take before a measurement is doubtful.
  static let mostBusyShare = 0.1

  init(threads: Int) { usesProcessorTime = threads == 1 }

  /// The seconds that something takes.
  ///
  /// - Throws: what it throws.
  func seconds(_ run: () throws -> Void) throws -> Double { try both(run).counted }

  /// The seconds that something takes, and those that pass on the wall meanwhile.
  ///
  /// - Throws: what it throws.
  func both(_ run: () throws -> Void) throws -> (counted: Double, wall: Double) {
    let (begin, wall) = (now(), ContinuousClock.now)
    try run()
    let seconds = (counted: now() - begin, wall: (ContinuousClock.now - wall).inSeconds)
    passed += seconds.wall
    counted += seconds.counted
    return seconds
  }

  private func now() -> Double {
    usesProcessorTime ? Double(clock()) / Double(CLOCKS_PER_SEC) : ProcessInfo.processInfo.systemUptime
  }
}
