extension Duration {
  /// The duration in seconds, as a floating-point number.
  public var inSeconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) + Double(attoseconds) * 1e-18
  }

  /// The duration in minutes.
  public var inMinutes: Double { inSeconds / 60 }

  /// The duration in hours.
  public var inHours: Double { inSeconds / 3600 }

  /// A duration in minutes.
  public static func minutes(_ value: Double) -> Duration { .bounded(seconds: value * 60) }
}
