import SurveyMapping
import Synchronization

/// An observer that keeps what it is told.
final class RecordedEvents: SurveyObserver {
  private let kept = Mutex<[SurveyEvent]>([])

  /// The events so far.
  var events: [SurveyEvent] { kept.withLock { $0 } }

  /// The sentences of notices.
  var notices: [String] {
    events.compactMap { if case .notice(_, let sentence) = $0 { sentence } else { nil } }
  }

  func observe(_ event: SurveyEvent) { kept.withLock { $0.append(event) } }
}
