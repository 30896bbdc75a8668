import Foundation

/// What OpenVINO says, cut to what went wrong.
enum OpenVINOText {
  /// A message without the source files that it passed through.
  static func reason(_ message: String) -> String {
    let words = message.split(separator: " ").filter { !$0.contains(".cpp:") && !$0.contains(".hpp:") }
    return words.joined(separator: " ").replacing("Exception from ", with: "")
  }
}
