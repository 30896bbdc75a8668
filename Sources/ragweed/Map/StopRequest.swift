import Dispatch
import Foundation
import Synchronization

/// Whether the user asked the program to come to an end, by Ctrl-C or as a service manager does.
///
/// The first request is kept here; a second one ends the program at once.
final class StopRequest: Sendable {
  private let wasMade = Mutex(false)

  /// Whether it was asked.
  var isMade: Bool { wasMade.withLock { $0 } }

  /// Begins to listen; the sources must live as long as requests are heard.
  func listen() -> [any DispatchSourceSignal] {
    [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { [self] in
        wasMade.withLock { $0 = true }
        signal(number, SIG_DFL)
      }
      source.resume()
      return source
    }
  }
}
