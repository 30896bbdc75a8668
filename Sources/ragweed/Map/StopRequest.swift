import SurveyMapping
import Synchronization

/// Whether the user asked the program to come to an end, by Ctrl-C or as a service manager does.
///
/// The first request is kept here; a second one ends the program at once.
final class StopRequest: StopSource {
  private let wasMade = Mutex(false)

  /// Whether it was asked.
  var isMade: Bool { wasMade.withLock { $0 } }

  /// Begins to listen.
  func listen() { Interruption.firstly { [self] in wasMade.withLock { $0 = true } } }

  /// Ends listening.
  func cease() { Interruption.firstly(nil) }
}
