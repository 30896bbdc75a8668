import Dispatch
import Foundation
import Synchronization

/// A line on the terminal that tells how long work of unknown length has gone on; nothing where standard error is none.
enum WaitingLine {
  /// Whether the work is over, for the timer's thread.
  private final class State: Sendable {
    let isOver = Mutex(false)
  }

  /// From when on people wonder whether anything happens.
  private static let patience = DispatchTimeInterval.seconds(2)

  /// Does work, and tells from its third second on that it goes on.
  ///
  /// - Parameters:
  ///   - label: what is done, such as `Planning`.
  ///   - work: the work.
  /// - Returns: what the work gives.
  /// - Throws: what the work throws.
  static func during<Result>(_ label: String, _ work: () throws -> Result) rethrows -> Result {
    guard isatty(STDERR_FILENO) == 1 else { return try work() }
    let start = ContinuousClock.now
    let state = State()
    let timer = DispatchSource.makeTimerSource(queue: .global(qos: .userInteractive))
    timer.schedule(deadline: .now() + patience, repeating: .seconds(1))
    timer.setEventHandler {
      state.isOver.withLock { isOver in
        guard !isOver else { return }
        write("\r\u{1B}[K\(label): \((ContinuousClock.now - start).components.seconds) s so far, Ctrl-C ends it")
      }
    }
    timer.resume()
    defer {
      state.isOver.withLock { $0 = true }
      timer.cancel()
      if ContinuousClock.now - start > .seconds(2) { write("\r\u{1B}[K") }
    }
    return try work()
  }

  private static func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = unsafe bytes.withUnsafeBytes { unsafe Foundation.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
