/// What is said of a file that is refused.
enum Sentence {
  /// An error that is no sentence for people.
  struct Problem: Error, CustomStringConvertible {
    let description: String
  }

  /// Checks that a reader's message ends as a sentence does.
  ///
  /// - Throws: `Problem`.
  static func check(_ message: String) throws {
    guard message.hasSuffix(".") else { throw Problem(description: "no sentence: \(message)") }
  }

  /// Checks that a line of the program is a sentence that can be shown.
  ///
  /// - Throws: `Problem`.
  static func check(line: Substring) throws {
    try check(String(line))
    let isPrintable = line.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    guard isPrintable, line.count < 1100 else { throw Problem(description: "no line for people: \(line)") }
  }
}
