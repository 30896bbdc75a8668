import Quantities

extension Duration {
  /// Longer than any layer takes; what would be longer is kept here, because a duration cannot hold every number.
  static let longest = Duration.seconds(1_000_000_000)

  /// A time from seconds that a model gave, `longest` where they are too many or no number.
  static func modelled(seconds: Double) -> Duration {
    seconds >= 0 && seconds < 1e9 ? .bounded(seconds: seconds) : .longest
  }
}
