import ArgumentParser

extension ValidationError {
  /// An option that would be ignored.
  static func noEffect(_ option: String, without other: String) -> ValidationError {
    ValidationError("Option \(option) has no effect without \(other). Leave it out, or give both.")
  }

  /// An option that would be ignored beside another.
  static func noEffect(_ option: String, with other: String, why: String) -> ValidationError {
    ValidationError("Option \(option) cannot be used with \(other), \(why). Leave it out.")
  }
}
