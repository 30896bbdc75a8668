public import Foundation

/// A run of a program, as a user would run it.
public struct Program: Sendable {
  /// What it printed as its result.
  public let output: String
  /// What it said beside.
  public let messages: String
  /// Its exit code; below zero where a signal ended it.
  public let status: Int32

  /// The folder of the package.
  public static var package: URL { SharedFiles.projectFolder }

  /// Runs the `ragweed` that the tests were built with, in the package's folder.
  ///
  /// - Throws: where the program cannot be started.
  @discardableResult
  public init(_ arguments: String...) throws { try self.init(arguments: arguments) }

  /// Runs the `ragweed` that the tests were built with, in the package's folder.
  ///
  /// - Parameters:
  ///   - arguments: what follows the program's name.
  ///   - environment: variables to set beside those of the tests.
  /// - Throws: where the program cannot be started.
  public init(arguments: [String], environment: [String: String] = [:]) throws {
    try self.init(Self.built, arguments, environment: environment)
  }

  /// Starts the `ragweed` that the tests were built with and does not wait for its end; what it says is dropped.
  ///
  /// - Throws: where the program cannot be started.
  public static func started(_ arguments: String...) throws -> Process {
    let process = Process()
    process.executableURL = built
    process.arguments = arguments
    process.currentDirectoryURL = package
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// The `ragweed` that the tests were built with.
  public static var built: URL {
    let tests = (Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0])).resolvingSymlinksInPath()
    return tests.deletingLastPathComponent().appendingPathComponent("ragweed")
  }

  /// Runs an installed program.
  ///
  /// - Throws: where the program is missing or cannot be started.
  @discardableResult
  public static func installed(_ name: String, _ arguments: String...) throws -> Program {
    try installed(name, arguments: arguments)
  }

  /// Runs an installed program.
  ///
  /// - Throws: where the program is missing or cannot be started.
  public static func installed(_ name: String, arguments: [String]) throws -> Program {
    guard let url = url(of: name) else { throw CocoaError(.fileNoSuchFile) }
    return try Program(url, arguments)
  }

  /// Whether a program is installed.
  public static func isInstalled(_ name: String) -> Bool { url(of: name) != nil }

  private init(_ program: URL, _ arguments: [String], environment: [String: String] = [:]) throws {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.currentDirectoryURL = Self.package
    process.standardInput = FileHandle.nullDevice
    // Files, not pipes: a pipe that nobody reads in time stops the program.
    let folder = try TemporaryFolder()
    let streams = try ["output", "messages"].map { name in
      let path = try folder.write("", as: name)
      return (path, try FileHandle(forWritingTo: URL(fileURLWithPath: path)))
    }
    process.standardOutput = streams[0].1
    process.standardError = streams[1].1
    try process.run()
    process.waitUntilExit()
    output = try String(contentsOfFile: streams[0].0, encoding: .utf8)
    messages = try String(contentsOfFile: streams[1].0, encoding: .utf8)
    status = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
  }

  private static func url(of name: String) -> URL? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .map { URL(fileURLWithPath: String($0)).appendingPathComponent(name) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }
}
