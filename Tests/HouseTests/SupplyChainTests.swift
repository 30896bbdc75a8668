import Foundation
import TestSupport
import Testing

/// What docs/supply-chain.md says of downloads against the files that pin them.
@Suite struct SupplyChainTests {
  private static let root = SharedFiles.projectFolder

  private func text(_ path: String) throws -> String {
    try String(contentsOf: Self.root.appendingPathComponent(path), encoding: .utf8)
  }

  /// The versions that this build took.
  @Test(
    .enabled(
      if: FileManager.default.fileExists(atPath: root.appendingPathComponent("Package.resolved").path),
      "needs Package.resolved"
    )
  )
  func testedVersionsAreWrittenDown() throws {
    struct Resolved: Decodable {
      struct Pin: Decodable {
        struct State: Decodable { let version: String }
        let identity: String
        let state: State
      }
      let pins: [Pin]
    }
    let page = try text("docs/supply-chain.md").lowercased()
    let pins = try JSONDecoder().decode(Resolved.self, from: Data(try text("Package.resolved").utf8)).pins
    #expect(!pins.isEmpty)
    for pin in pins {
      #expect(page.contains("| \(pin.identity) | \(pin.state.version) |"), "\(pin.identity) \(pin.state.version)")
    }
  }

  @Test(
    arguments: [
      "Samples/generator/pins.txt", "Tests/Interop/pins.txt", "Tools/training/pins.txt",
      "Tools/training/pins-torch.txt", "Tools/training/pins-cuda.txt", "Tools/lib/pins-openvino.txt",
    ]
  )
  func everyPythonPackageHasItsDigest(path: String) throws {
    let pins = try text(path)
    // Places are the matter of whoever installs.
    #expect(!pins.contains("://"))
    let lines = pins.split(separator: "\n").filter { !$0.hasPrefix("#") }
    let packages = lines.indices.filter { !lines[$0].hasPrefix(" ") }
    #expect(!packages.isEmpty)
    for place in packages {
      #expect(lines[place].contains("==") && lines[place].hasSuffix("\\"), "\(lines[place])")
      let digest = try #require(place + 1 < lines.count ? lines[place + 1] : nil)
      #expect(digest.wholeMatch(of: /\s{4}--hash=sha256:[0-9a-f]{64}(\s\\)?/) != nil, "\(digest)")
    }
  }

  /// What the projects ask for by version is on their lists.
  @Test(arguments: ["Samples/generator", "Tests/Interop", "Tools/training"])
  func theListsBelongToTheProjects(project: String) throws {
    let lists = try FileManager.default.contentsOfDirectory(atPath: Self.root.appendingPathComponent(project).path)
      .filter { $0.hasPrefix("pins") }
    let pins = try lists.map { try text("\(project)/\($0)") }.joined() + text("Tools/lib/pins-openvino.txt")
    let wanted = try text("\(project)/pyproject.toml").matches(of: /"([a-z0-9._-]+==[0-9][0-9.]*)"/).map(\.1)
    #expect(wanted.count > 5)
    for package in wanted { #expect(pins.contains("\(package) \\"), "\(package): run Tools/pins") }
  }
}
