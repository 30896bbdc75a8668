/// Why a document is no JSON.
public struct JSONSyntaxError: Error, Hashable, CustomStringConvertible {
  /// The line, counted from 1.
  public let line: Int

  /// What is wrong there.
  public let reason: String

  /// Part of a sentence: where and what.
  public var description: String { "line \(line): \(reason)" }
}
