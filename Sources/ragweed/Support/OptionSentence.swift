import ResultFiles

/// The sentences of errors with the options that help, where a library's own sentence knows none.
enum OptionSentence {
  /// The sentence of an error.
  static func of(_ error: any Error) -> String {
    switch error {
    case FileError.outputExists(let path):
      "The output folder '\(path)' is not empty. Choose another with --output, or add --overwrite to replace its files."
    case FileError.outputIsAFile(let path):
      "Cannot write into '\(path)': it is a file. Choose a folder with --output."
    default: "\(error)"
    }
  }
}
