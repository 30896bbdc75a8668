import Foundation

/// What is said beside the result.
enum StandardError {
  /// Writes a line for people.
  static func write(_ line: String) {
    // A progress bar may stand in the line.
    let start = isatty(STDERR_FILENO) == 1 ? "\r\u{1B}[K" : ""
    var bytes = Array((start + line + "\n").utf8)[...]
    // Where nobody listens there is nobody to tell.
    while !bytes.isEmpty {
      let count = unsafe bytes.withUnsafeBytes { unsafe Foundation.write(STDERR_FILENO, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }
}
