/// The wording of a program that has no options.
public struct PlainWording: SurveyWording {
  /// The only one.
  public init() {}

  /// The setting's own name.
  public func name(of setting: SurveySetting) -> String { setting.rawValue }

  /// The notice's own sentence.
  public func sentence(of notice: SurveyNotice) -> String { notice.description }

  /// The error's own sentence.
  public func sentence(of error: any Error) -> String { "\(error)" }
}
