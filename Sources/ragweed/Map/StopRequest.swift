import Dispatch
import Foundation
import SurveyMapping
import Synchronization

/// Whether the user asked the program to come to an end, by Ctrl-C or as a service manager does.
///
/// The first request is kept here; a second one ends the program at once.
final class StopRequest: StopSource {
  private let wasMade = Mutex(false)
  private let sources = Mutex<[any DispatchSourceSignal]>([])

  /// Whether it was asked.
  var isMade: Bool { wasMade.withLock { $0 } }

  /// Begins to listen.
  func listen() {
    sources.withLock { sources in
      for number in [SIGINT, SIGTERM] {
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler { [self] in
          wasMade.withLock { $0 = true }
          signal(number, SIG_DFL)
        }
        source.resume()
        sources.append(source)
      }
    }
  }

  /// Ends listening.
  func cease() {
    sources.withLock { sources in
      for source in sources { source.cancel() }
      sources = []
    }
  }
}
