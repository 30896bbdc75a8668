/// Work that takes time, told to an observer step by step.
struct SurveyProgress: Sendable {
  private let observer: any SurveyObserver
  private let label: String

  /// Tells that work begins.
  init(_ label: String, observer: any SurveyObserver) {
    self.label = label
    self.observer = observer
    observer.observe(.began(label: label))
  }

  /// Tells that some of the steps are done.
  func show(_ done: Int, of total: Int) { observer.observe(.progress(label: label, done: done, total: total)) }

  /// Tells that it is over.
  func end() { observer.observe(.ended(label: label)) }
}
