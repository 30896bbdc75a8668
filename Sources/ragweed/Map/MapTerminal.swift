import SurveyMapping
import Synchronization

/// The events of a survey on standard error, for people.
final class MapTerminal: SurveyObserver {
  private let bars = Mutex<[String: ProgressBar]>([:])

  func observe(_ event: SurveyEvent) {
    switch event {
    case .began(let label): bars.withLock { $0[label] = ProgressBar() }
    case .progress(let label, let done, let total): bars.withLock { $0[label]?.show(done, of: total, label: label) }
    case .ended(let label): bars.withLock { $0.removeValue(forKey: label)?.clear() }
    case .notice(_, let sentence): StandardError.write("Warning: \(sentence)")
    case .remark(let sentence): StandardError.write(sentence)
    case .failure(let failure): StandardError.write("Error: \(failure.reason)")
    case .waiting: StandardError.write("Waiting for images; Ctrl-C ends with the map of what came.")
    case .arrived(let name, let isSegmented):
      StandardError.write("\(name): \(isSegmented ? "segmented" : "put off to the end")")
    case .resumed(_, _, let sentence): StandardError.write(sentence)
    case .finishedInput, .finishedMap: break
    }
  }
}
