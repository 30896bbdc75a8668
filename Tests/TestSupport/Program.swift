import Foundation

/// A program that a test runs as a user would.
public enum Program {
  /// What a run came to.
  public struct Outcome: Sendable {
    /// The exit code.
    public let status: Int32
    /// What stood on standard output.
    public let output: String
    /// What stood on standard error.
    public let errors: String
  }

  /// Runs the `ragweed` that the tests were built with.
  ///
  /// - Throws: where the program cannot be started.
  public static func ragweed(_ arguments: String...) throws -> Outcome { try ragweed(arguments) }

  /// Runs the `ragweed` that the tests were built with.
  ///
  /// - Throws: where the program cannot be started.
  public static func ragweed(_ arguments: [String]) throws -> Outcome {
    let folderOfTests = (Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0]))
      .deletingLastPathComponent()
    return try run(folderOfTests.appendingPathComponent("ragweed"), arguments)
  }

  /// Whether a program is installed.
  public static func isInstalled(_ name: String) -> Bool { url(of: name) != nil }

  /// Runs an installed program.
  ///
  /// - Throws: where the program is missing or cannot be started.
  @discardableResult
  public static func installed(_ name: String, _ arguments: String...) throws -> Outcome {
    guard let url = url(of: name) else { throw CocoaError(.fileNoSuchFile) }
    return try run(url, arguments)
  }

  private static func url(of name: String) -> URL? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .map { URL(fileURLWithPath: String($0)).appendingPathComponent(name) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  private static func run(_ program: URL, _ arguments: [String]) throws -> Outcome {
    // Files take what is printed: a pipe that nobody empties would stop a program that prints much.
    let scratch = try TemporaryFolder()
    let (output, errors) = (try scratch.write(Data(), as: "output"), try scratch.write(Data(), as: "errors"))
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errors))
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
      output: try String(contentsOfFile: output, encoding: .utf8),
      errors: try String(contentsOfFile: errors, encoding: .utf8)
    )
  }
}
