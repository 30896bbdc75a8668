/// What things are called to a user, who may have given them as options of a command line.
public protocol SurveyWording: Sendable {
  /// What a setting is called, in the journal too.
  func name(of setting: SurveySetting) -> String

  /// The sentence of a notice.
  func sentence(of notice: SurveyNotice) -> String

  /// The sentence of an error of this library or of those below it.
  func sentence(of error: any Error) -> String
}
