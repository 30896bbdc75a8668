import Foundation
import TestSupport
import Testing

/// What Package.swift declares, as SwiftPM understands it.
struct Manifest: Decodable {
  /// A target.
  struct Target: Decodable {
    let name: String
    let type: String
    let dependencies: [Dependency]
    let settings: [Setting]
  }
  /// A product.
  struct Product: Decodable {
    let name: String
    let type: [String: [String]?]
    let targets: [String]
    /// Whether other packages can import it.
    var isLibrary: Bool { type.keys.contains("library") }
  }
  /// What a target depends on: another target, or a product of another package.
  struct Dependency: Decodable {
    private let byName: [String?]?
    private let target: [String?]?
    private let product: [Unread]?
    /// The name of the target; nil for a product of another package.
    var name: String? { product == nil ? (byName ?? target)?.first ?? nil : nil }
  }
  /// A setting of the compiler or the linker.
  struct Setting: Decodable {
    let kind: [String: Unread]
  }
  /// What does not matter here.
  struct Unread: Decodable { init(from decoder: any Decoder) throws {} }
  /// Another package.
  struct Package: Decodable {
    struct Source: Decodable {
      struct Requirement: Decodable {
        struct Range: Decodable {
          let lowerBound: String
          let upperBound: String
        }
        let range: [Range]
      }
      let identity: String
      let requirement: Requirement
    }
    let sourceControl: [Source]
  }

  let targets: [Target]
  let products: [Product]
  let dependencies: [Package]

  /// Reads the package's own manifest.
  ///
  /// - Throws: where SwiftPM cannot, or its answer has another form.
  static func load() throws -> Manifest {
    // A folder of its own: `swift test` holds the lock of the other one.
    let scratch = try TemporaryFolder()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "swift", "package", "--package-path", SharedFiles.projectFolder.path, "--scratch-path", scratch.url.path,
      "dump-package",
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "swift package dump-package failed")
    return try JSONDecoder().decode(Manifest.self, from: data)
  }
}
