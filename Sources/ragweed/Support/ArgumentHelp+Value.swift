import ArgumentParser

extension ArgumentHelp {
  /// The help of an option, with what its value is.
  ///
  /// - Parameters:
  ///   - name: what the value is, such as `length`, which says its unit.
  ///   - text: what the option does.
  ///   - isRare: whether it stands only in `--help-all`.
  /// - Returns: the help.
  static func value(_ name: String, _ text: String, isRare: Bool = false) -> ArgumentHelp {
    ArgumentHelp(text, valueName: name, visibility: isRare ? .hidden : .default)
  }
}
