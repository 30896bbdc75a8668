extension Duration {
  /// A million years: more than anything takes, and little enough to be added up.
  private static let most = 3e13

  /// A time of so many seconds, held between a million years back and a million years; that for what is no number.
  ///
  /// The standard library's factories end the program at about 10¹⁹ s, and numbers come from files.
  ///
  /// - Parameter seconds: the number.
  /// - Returns: the time.
  package static func bounded(seconds: Double) -> Duration {
    .seconds(seconds.magnitude <= most ? seconds : seconds < 0 ? -most : most)
  }

  /// A multiple of the time, held between the same bounds.
  ///
  /// - Parameter factor: how many times.
  /// - Returns: the time.
  package func times(_ factor: Double) -> Duration { .bounded(seconds: inSeconds * factor) }
}
