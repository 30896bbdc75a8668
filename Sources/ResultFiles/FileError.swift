/// What goes wrong with files that users name and with results.
public enum FileError: Error, Hashable, CustomStringConvertible {
  /// The folder for results holds something already.
  case outputExists(path: String)
  /// The folder for results is a file.
  case outputIsAFile(path: String)
  /// The folder for results has no name.
  case noOutputName
  /// Another run writes into the folder.
  case inUse(path: String)
  /// A path leads to no file with a beginning and an end, but to a pipe or a device.
  case notAFile(path: String)
  /// A result cannot be written.
  case cannotWrite(path: String, reason: String)
  /// An input is not there.
  case missing(path: String)
  /// An input cannot be read.
  case cannotRead(path: String, reason: String, remedy: String)

  /// One sentence: what failed, which file, why, what to do.
  public var description: String {
    switch self {
    case .outputExists(let path):
      "The output folder '\(path)' is not empty. Choose another, or have its files replaced."
    case .outputIsAFile(let path):
      "Cannot write into '\(path)': it is a file. Choose a folder."
    case .noOutputName:
      "The output folder has an empty name. Name one, or a point for the current folder."
    case .inUse(let path):
      "Cannot write into '\(path)': another run of ragweed map is at work there. Wait for it, or choose another folder."
    case .notAFile(let path):
      "Cannot read '\(path)': it is a pipe or a device. Copy what it gives into a file, and name that."
    case .cannotWrite(let path, let reason):
      "Cannot write '\(path)': \(Self.plain(reason)). Check the folder's permissions and the free disk space."
    case .missing(let path):
      "Cannot read '\(path)': there is no such file. Check the path."
    case .cannotRead(let path, let reason, let remedy):
      "Cannot read '\(path)': \(Self.plain(reason)). \(remedy)"
    }
  }

  /// A reason without the words that Foundation puts around it.
  private static func plain(_ reason: String) -> String {
    let prefix = "The operation could not be completed. "
    let text = reason.hasPrefix(prefix) ? String(reason.dropFirst(prefix.count)) : reason
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }
}
