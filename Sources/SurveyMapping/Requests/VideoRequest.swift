/// Which frames are taken from videos, and where the drone was.
public struct VideoRequest: Sendable {
  /// How far apart frames are taken.
  public var every = FrameInterval.time(.seconds(1))
  /// The track of the video; nil for the subtitles beside it.
  public var track: String?
  /// The track's time when the video begins.
  public var timeOffset = Duration.zero

  /// A frame each second, placed by the subtitles beside the video.
  public init() {}
}
