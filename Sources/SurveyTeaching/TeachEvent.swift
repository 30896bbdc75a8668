/// What happens while a network is taught.
public enum TeachEvent: Sendable, Hashable {
  /// Some pictures have been looked at.
  case looked(done: Int, total: Int)
  /// Some heads have been fitted.
  case fitted(done: Int, total: Int)
  /// The user should know something.
  case notice(String)
}
