/// What happens while a survey is mapped.
public enum SurveyEvent: Sendable {
  /// Work begins that takes time.
  case began(label: String)
  /// Some of its steps are done.
  case progress(label: String, done: Int, total: Int)
  /// It is over, whatever came of it.
  case ended(label: String)
  /// The user should know something; the sentence is the wording's.
  case notice(SurveyNotice, sentence: String)
  /// The user may like to know something, in which nothing is wrong.
  case remark(sentence: String)
  /// An input could not be mapped, or not put on the map.
  case failure(MapSummary.Failure)
  /// Images are waited for.
  case waiting
  /// An image came: it is segmented, or put off to the end.
  case arrived(name: String, isSegmented: Bool)
  /// An input is finished.
  case finishedInput(MapSummary.Input)
  /// Inputs that an earlier run had finished were taken from it.
  case resumed(count: Int, of: Int, sentence: String)
  /// All files are whole.
  case finishedMap(MapSummary)
}
