/// What goes wrong when a survey is mapped.
public enum SurveyMappingError: Error, Hashable, CustomStringConvertible {
  /// An input changed while it was read.
  case changedMeanwhile(path: String)
  /// Two inputs would write the same files.
  case sameStem(first: String, second: String)
  /// No pixel of an input was surveyed.
  case nothingSurveyed(path: String)
  /// All inputs could be read, and none came onto the map.
  case nothingOnMap(flagged: Int)
  /// A frame's place is not known.
  case cannotPlace(path: String, reason: String)
  /// Some frames of a video cannot be placed.
  case cannotPlaceFrames(path: String, count: Int, of: Int, reason: String)
  /// A video has no track.
  case videoWithoutTrack(path: String)
  /// No picture of a video has a position.
  case videoWithoutPlaces(path: String, track: String, reason: String)
  /// A track is given for several videos.
  case trackOfSeveralVideos(count: Int)
  /// No row of a table of poses belongs to a frame.
  case noPoseFits(path: String, named: String, frame: String)
  /// A setting has no effect on what is mapped.
  case noEffect(SurveySetting, why: String)
  /// The folder that is to be watched is none.
  case noWatchedFolder(path: String)

  /// One sentence, which names no option: what failed, which file, why, what to do.
  public var description: String {
    switch self {
    case .changedMeanwhile(let path):
      "Cannot map '\(path)': it changed while it was read. Map it again when it is whole."
    case .sameStem(let first, let second):
      "'\(first)' and '\(second)' would write the same mask. Rename one of them, or map them into two folders."
    case .nothingSurveyed(let path):
      "Cannot map '\(path)': it holds no surveyed pixel, only nodata. Check that it is the right file."
    case .nothingOnMap(let flagged):
      "There is nothing on the map"
        + (flagged > 0
          ? ": \(flagged) frames were left off for the reasons above. Give others, or have them used." : ".")
    case .cannotPlace(let path, let reason):
      "Cannot put '\(path)' on the map, its mask is written: \(reason)."
    case .cannotPlaceFrames(let path, let count, let total, let reason):
      "Cannot put \(count) of \(total) frames of '\(path)' on the map, their masks are written: \(reason)."
    case .videoWithoutTrack(let path):
      """
      Cannot map the video '\(path)': there is no .SRT of the same name beside it. Copy it there from the drone's card, or \
      name a track.
      """
    case .videoWithoutPlaces(let path, let track, let reason):
      """
      Cannot map the video '\(path)': its track '\(track)' has no position while it runs, for \(reason). Give another, or \
      shift it in time.
      """
    case .trackOfSeveralVideos(let count):
      "A track is that of one video, and there are \(count). Map them one by one, each with its own."
    case .noPoseFits(let path, let named, let frame):
      """
      Cannot use the poses of '\(path)': none of its rows belongs to a frame; the first is for '\(named)', the first frame \
      is '\(frame)'. Write the frames' file names into the column id.
      """
    case .noEffect(let setting, let why):
      "The setting '\(setting.rawValue)' has no effect, for \(why). Leave it out."
    case .noWatchedFolder(let path):
      "Cannot read '\(path)': there is no such folder. Make it, or check the path."
    }
  }
}
