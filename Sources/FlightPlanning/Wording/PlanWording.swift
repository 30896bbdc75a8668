/// How sentences name the settings of a survey to a user, who may have given them as options of a command line.
public struct PlanWording: Sendable {
  /// How a user gives a setting, such as the option of a program; nil where nothing is known of it.
  private let means: @Sendable (PlanSetting) -> String?

  /// The words of the library, which knows no way to give a setting.
  public static let plain = PlanWording { _ in nil }

  /// Makes a wording.
  ///
  /// - Parameter means: how a user gives a setting; nil where nothing is to be said.
  public init(_ means: @escaping @Sendable (PlanSetting) -> String?) { self.means = means }

  /// What stands behind a request to change a setting.
  ///
  /// - Parameters:
  ///   - setting: the setting.
  ///   - value: the value that helps, where there is one.
  /// - Returns: " with" how it is given; empty where nothing is known of that.
  public func with(_ setting: PlanSetting, _ value: String? = nil) -> String {
    means(setting).map { " with \($0)" + (value.map { " \($0)" } ?? "") } ?? ""
  }

  /// What a setting is called: by how it is given, or in words.
  public func name(_ setting: PlanSetting) -> String { means(setting) ?? setting.rawValue }

  /// What is said only where it is known how a setting is given; empty otherwise.
  public func ifKnown(_ setting: PlanSetting, _ text: (String) -> String) -> String { means(setting).map(text) ?? "" }
}
