import SurveyTeaching
import Synchronization

/// The events of teaching on standard error, for people.
final class TeachTerminal: Sendable {
  private let bar = Mutex(ProgressBar())

  func observe(_ event: TeachEvent) {
    bar.withLock { bar in
      switch event {
      case .looked(let done, let total): bar.show(done, of: total, label: "looking at labels")
      case .fitted(let done, let total):
        bar.show(done, of: total, label: "fitting")
        if done == total { bar.clear() }
      case .notice(let sentence):
        bar.clear()
        StandardError.write("Warning: \(sentence)")
      }
    }
  }
}
