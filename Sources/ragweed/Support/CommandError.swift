/// What goes wrong on the command line itself; the libraries have their own errors.
enum CommandError: Error, CustomStringConvertible {
  /// The output file is there already.
  case outputFileExists(path: String)
  /// An input changed while it was read.
  case changedMeanwhile(path: String)
  /// A file that belongs to the program is not where it should be.
  case missingResource(name: String, folders: [String])
  /// Two inputs would write the same files.
  case sameStem(first: String, second: String)
  /// No pixel of an input was surveyed.
  case nothingSurveyed(path: String)
  /// A frame's place is not known.
  case cannotPlace(path: String, reason: String)

  /// A model cannot run where it was asked to.
  case noDevice(name: String, reason: String)
  /// A model cannot be used for a map.
  case unusableModel(path: String, reason: String, remedy: String)
  /// Some frames of a video cannot be placed.
  case cannotPlaceFrames(path: String, count: Int, of: Int, reason: String)
  /// A video has no track.
  case videoWithoutTrack(path: String)
  /// No picture of a video has a position.
  case videoWithoutPlaces(path: String, track: String, reason: String)
  /// A track is given for several videos.
  case trackOfSeveralVideos(count: Int)

  /// A mission file has a value that is none.
  case invalidMission(path: String, key: String, reason: String)
  /// A format of a plan is not known.
  case unknownFormat(name: String, known: [String])
  /// A file of the plan would replace one that it is made from.
  case wouldReplaceInput(path: String)
  /// A name cannot be a file's.
  case invalidName(name: String)
  /// Options that exclude each other.
  case notTogether(String, String, why: String)
  /// What a plan needs is in neither the options nor the mission file.
  case missingOption(what: String, remedy: String)

  /// One sentence: what failed, which file, why, what to do.
  var description: String {
    switch self {
    case .outputFileExists(let path):
      "The output file '\(path)' exists. Choose another with --output, or add --overwrite to replace it."
    case .changedMeanwhile(let path):
      "Cannot map '\(path)': it changed while it was read. Map it again when it is whole."
    case .invalidMission(let path, let key, let reason):
      "Cannot read '\(path)': the key '\(key)' has a value that does not fit. \(reason)"
    case .unknownFormat(let name, let known):
      "There is no plan format '\(name)'. Choose from \(known.joined(separator: ", "))."
    case .wouldReplaceInput(let path):
      "The plan would replace '\(path)', which it is made from. Choose another folder with --output, or another --name."
    case .invalidName(let name):
      "The name '\(name)' cannot be a file's. Give one of letters, digits, spaces, dots, hyphens and underscores."
    case .notTogether(let first, let second, let why):
      "Options \(second) cannot be used with \(first), for \(why). Leave one or the other out."
    case .missingOption(let what, let remedy):
      "The plan needs \(what). \(remedy)"
    case .missingResource(let name, let folders):
      "Cannot find '\(name)', which belongs to the program, in \(folders.joined(separator: " or ")). Install it again."
    case .sameStem(let first, let second):
      "'\(first)' and '\(second)' would write the same mask. Rename one of them, or map them into two folders."
    case .nothingSurveyed(let path):
      "Cannot map '\(path)': it holds no surveyed pixel, only nodata. Check that it is the right file."
    case .noDevice(let name, let reason):
      "Cannot compute on \(name): \(reason). Leave --device out."
    case .unusableModel(let path, let reason, let remedy):
      "Cannot use the model '\(path)': \(reason). \(remedy)"
    case .cannotPlace(let path, let reason):
      "Cannot put '\(path)' on the map, its mask is written: \(reason)."
    case .cannotPlaceFrames(let path, let count, let total, let reason):
      "Cannot put \(count) of \(total) frames of '\(path)' on the map, their masks are written: \(reason)."
    case .videoWithoutTrack(let path):
      """
      Cannot map the video '\(path)': there is no .SRT of the same name beside it. Copy it there from the drone's card, or \
      give a track with --track.
      """
    case .videoWithoutPlaces(let path, let track, let reason):
      """
      Cannot map the video '\(path)': its track '\(track)' has no position while it runs, for \(reason). Give another with \
      --track, or shift it with --time-offset.
      """
    case .trackOfSeveralVideos(let count):
      "Option --track is the track of one video, and there are \(count). Map them one by one, each with its own."
    }
  }
}
