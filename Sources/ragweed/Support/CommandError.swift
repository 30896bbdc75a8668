/// What goes wrong on the command line itself; the libraries have their own errors.
enum CommandError: Error, CustomStringConvertible {
  /// The output folder holds something already.
  case outputExists(path: String)
  /// The output folder is a file.
  case outputIsAFile(path: String)
  /// A result cannot be written.
  case cannotWrite(path: String, reason: String)
  /// An input cannot be read.
  case cannotRead(path: String, reason: String, remedy: String)
  /// A file that belongs to the program is not where it should be.
  case missingResource(name: String, folders: [String])

  /// One sentence: what failed, which file, why, what to do.
  var description: String {
    switch self {
    case .outputExists(let path):
      "The output folder '\(path)' is not empty. Choose another with --output, or add --overwrite to replace its files."
    case .outputIsAFile(let path):
      "Cannot write into '\(path)': it is a file. Choose a folder with --output."
    case .cannotWrite(let path, let reason):
      "Cannot write '\(path)': \(reason). Check the folder's permissions and the free disk space."
    case .cannotRead(let path, let reason, let remedy):
      "Cannot read '\(path)': \(reason). \(remedy)"
    case .missingResource(let name, let folders):
      "Cannot find '\(name)', which belongs to the program, in \(folders.joined(separator: " or ")). Install it again."
    }
  }
}
