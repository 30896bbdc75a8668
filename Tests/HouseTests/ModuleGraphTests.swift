import Foundation
import TestSupport
import Testing

/// What Package.swift declares against what docs/architecture.md draws.
@Suite struct ModuleGraphTests {
  private let manifest: Manifest

  init() throws { manifest = try Manifest.load() }

  /// The floors of the house by target, as the page numbers them; 0 is the lowest.
  private func floors() throws -> [String: Int] {
    let page = SharedFiles.projectFolder.appendingPathComponent("docs/architecture.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    let section = try #require(text.components(separatedBy: "## The order of the rooms").dropFirst().first)
    let block = try #require(section.components(separatedBy: "```").dropFirst().first)
    var floors: [String: Int] = [:]
    for line in block.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      let floor = try #require(words.first.flatMap(Int.init), "no floor in '\(line)'")
      for room in words.dropFirst() {
        #expect(floors.updateValue(floor, forKey: room) == nil, "\(room) stands twice on the page")
      }
    }
    return floors
  }

  @Test func everyRoomIsDrawnAndDependsOnLowerFloorsOnly() throws {
    let floors = try floors()
    let rooms = manifest.targets.filter { $0.type != "test" && !["TestSupport", "Fuzz"].contains($0.name) }
    #expect(Set(floors.keys) == Set(rooms.map(\.name)))
    for room in rooms {
      let floor = try #require(floors[room.name])
      for other in room.dependencies.compactMap(\.name) {
        let below = try #require(floors[other], "\(room.name) depends on \(other), which is not drawn")
        #expect(below < floor, "\(room.name) depends on \(other), which is not below it")
      }
    }
  }

  @Test func otherPackagesMayDependOnThisOne() throws {
    // SwiftPM refuses a dependency with flags of its own.
    let flagged = manifest.targets.filter { $0.settings.contains { $0.kind.keys.contains("unsafeFlags") } }
    #expect(flagged.map(\.name).isEmpty)
    for source in manifest.dependencies.flatMap(\.sourceControl) {
      let range = try #require(source.requirement.range.first)
      let (low, high) = (range.lowerBound.split(separator: "."), range.upperBound.split(separator: "."))
      #expect(low.first == high.first, "\(source.identity) may change its interface")
      #expect(Int(high[1]) == Int(low[1]).map { $0 + 1 })
    }
  }

  @Test func productsHoldWhatTheirInterfacesName() throws {
    let names = Set(manifest.targets.map(\.name))
    let libraries = manifest.products.filter(\.isLibrary)
    #expect(libraries.count >= 6)
    for product in libraries {
      for room in product.targets {
        let named = try publicImports(of: room).intersection(names)
        #expect(named.isSubset(of: product.targets), "\(product.name): \(room) gives types of \(named)")
      }
    }
  }

  /// The modules whose types the interface of a target names.
  private func publicImports(of room: String) throws -> Set<String> {
    let folder = SharedFiles.projectFolder.appendingPathComponent("Sources/\(room)")
    let paths = try #require(FileManager.default.enumerator(atPath: folder.path)).compactMap { $0 as? String }
    let texts = try paths.filter { $0.hasSuffix(".swift") }.map {
      try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8)
    }
    let imports = texts.flatMap { $0.split(separator: "\n") }.filter { $0.hasPrefix("public import ") }
    return Set(imports.compactMap { $0.split(separator: " ").last.map(String.init) })
  }
}
