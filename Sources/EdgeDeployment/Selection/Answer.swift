/// Whether something is met, as far as it is known.
public enum Answer: String, Codable, Sendable {
  /// It is.
  case yes
  /// It is not.
  case no
  /// Only a bound is known: it does not exclude it, and it cannot promise it.
  case notExcluded = "not_excluded"
}
