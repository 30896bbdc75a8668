import Foundation

/// What is said beside the result.
enum StandardError {
  /// Writes a line for people.
  static func write(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }
}
