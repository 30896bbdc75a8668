public import Quantities

/// How far apart frames are taken from a video: by the way flown, or by time.
public enum FrameInterval: Sendable, Hashable {
  /// By the way over the ground.
  case way(Length)
  /// By time.
  case time(Duration)

  /// The step in metres or seconds.
  public var step: Double {
    switch self {
    case .way(let length): length.meters
    case .time(let time): time.inSeconds
    }
  }
}
