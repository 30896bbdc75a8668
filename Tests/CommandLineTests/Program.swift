import Foundation
import Testing

/// A run of the built program.
struct Program {
  /// What it printed as its result.
  let output: String
  /// What it said beside.
  let messages: String
  /// Its exit code.
  let status: Int32

  /// The folder of the package.
  static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The program beside the tests, where the build puts both.
  static var executable: URL {
    get throws {
      let folder = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
      let program = try #require(folder).appendingPathComponent("ragweed")
      try #require(FileManager.default.isExecutableFile(atPath: program.path), "\(program.path) is not built")
      return program
    }
  }

  /// Runs the program in the package's folder.
  @discardableResult
  init(_ arguments: String...) throws { try self.init(arguments: arguments) }

  /// Runs the program in the package's folder.
  init(arguments: [String]) throws {
    let process = Process()
    process.executableURL = try Self.executable
    process.arguments = arguments
    process.currentDirectoryURL = Self.package
    // Files, not pipes: a pipe that nobody reads in time stops the program.
    let folder = try TemporaryFolder()
    let streams = try ["output", "messages"].map { name in
      let url = folder.url.appendingPathComponent(name)
      try Data().write(to: url)
      return (url, try FileHandle(forWritingTo: url))
    }
    process.standardOutput = streams[0].1
    process.standardError = streams[1].1
    try process.run()
    process.waitUntilExit()
    output = String(decoding: try Data(contentsOf: streams[0].0), as: UTF8.self)
    messages = String(decoding: try Data(contentsOf: streams[1].0), as: UTF8.self)
    status = process.terminationStatus
  }
}
