/// Who is told what happens while a survey is mapped.
public protocol SurveyObserver: Sendable {
  /// Takes an event; several tasks may call it at the same time.
  func observe(_ event: SurveyEvent)
}
