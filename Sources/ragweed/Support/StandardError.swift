import Foundation

/// What is said beside the result.
enum StandardError {
  /// Writes a line for people.
  static func write(_ line: String) {
    // A progress bar may stand in the line.
    let start = isatty(STDERR_FILENO) == 1 ? "\r\u{1B}[K" : ""
    FileHandle.standardError.write(Data((start + line + "\n").utf8))
  }
}
