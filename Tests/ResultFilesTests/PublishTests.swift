import Foundation
import TestSupport
import Testing

@testable import ResultFiles

@Suite struct PublishTests {
  private func files(_ names: String..., text: String) -> [(name: String, data: Data)] {
    names.map { ($0, Data("\(text) \($0)".utf8)) }
  }

  private func text(_ name: String, in folder: TemporaryFolder) throws -> String {
    try String(contentsOfFile: folder.path(name), encoding: .utf8)
  }

  @Test func resultsAppearTogetherAndOutdatedOnesGo() throws {
    let temporary = try TemporaryFolder()
    let folder = try OutputFolder(path: temporary.url.path, overwrite: true)
    try folder.publish(files("a-1.plan", "a-2.plan", "summary.json", text: "old"))
    try folder.publish(files("a-1.plan", "summary.json", text: "new"), removing: ["a-2.plan", "never-there"])
    #expect(try FolderListing(path: temporary.url.path).names == ["a-1.plan", "summary.json"])
    #expect(try text("a-1.plan", in: temporary) == "new a-1.plan")
    #expect(try text("summary.json", in: temporary) == "new summary.json")
  }

  /// A folder of that name stands in the way of the last staged file, so that nothing is renamed.
  @Test func aFailureLeavesTheOldResultsAndNoTrace() throws {
    let temporary = try TemporaryFolder()
    let folder = try OutputFolder(path: temporary.url.path, overwrite: true)
    try folder.publish(files("a.plan", "summary.json", text: "old"))
    let long = String(repeating: "x", count: 300)
    #expect(throws: FileError.self) {
      try folder.publish(files("a.plan", "no/such/folder.plan", "\(long)/summary.json", text: "new"))
    }
    #expect(try FolderListing(path: temporary.url.path).names == ["a.plan", "summary.json"])
    #expect(try text("a.plan", in: temporary) == "old a.plan")
    #expect(try text("summary.json", in: temporary) == "old summary.json")
  }

  @Test func whatIsNoFileIsNotReplaced() throws {
    let temporary = try TemporaryFolder()
    let folder = try OutputFolder(path: temporary.url.path, overwrite: true)
    try folder.publish(files("a.plan", "summary.json", text: "old"))
    try FileManager.default.createDirectory(atPath: folder.path(of: "b.plan"), withIntermediateDirectories: false)
    #expect(throws: FileError.cannotWrite(path: folder.path(of: "b.plan"), reason: "it is a folder")) {
      try folder.publish(files("a.plan", "b.plan", "summary.json", text: "new"))
    }
    #expect(try text("a.plan", in: temporary) == "old a.plan")
    #expect(try text("summary.json", in: temporary) == "old summary.json")
    #expect(throws: FileError.cannotWrite(path: "/dev/null", reason: "it is a device and no file")) {
      try AtomicFile.write("x", to: "/dev/null")
    }
  }

  @Test func filesInSeveralFoldersAppearTogether() throws {
    let temporary = try TemporaryFolder()
    let places = [temporary.path("one.svg"), temporary.path("none/two.json")]
    #expect(throws: FileError.self) { try AtomicFile.write(places.map { ($0, Data("x".utf8)) }) }
    #expect(try FolderListing(path: temporary.url.path).names == [])
  }

  @Test func nothingIsWrittenThroughALink() throws {
    let temporary = try TemporaryFolder()
    let other = try temporary.write("mine", as: "other")
    try FileManager.default.createSymbolicLink(atPath: temporary.path("a.plan"), withDestinationPath: other)
    try AtomicFile.write("new", to: temporary.path("a.plan"))
    #expect(try text("other", in: temporary) == "mine")
    #expect(try text("a.plan", in: temporary) == "new")
  }

  @Test func anEmptyNameIsNoFolder() throws {
    #expect(throws: FileError.noOutputName) { try OutputFolder(path: "", overwrite: true) }
  }

  @Test func namesThatAreNoUTF8AreListed() throws {
    let temporary = try TemporaryFolder()
    _ = try temporary.write("a", as: "a.jpg")
    try #require(
      try Program.installed("sh", "-c", "touch \"$(printf '\(temporary.url.path)/b\\344.jpg')\"").status == 0
    )
    let listing = try FolderListing(path: temporary.url.path)
    #expect(listing.names == ["a.jpg"])
    #expect(listing.broken == ["b\u{FFFD}.jpg"])
    #expect(throws: FileError.self) { try FolderListing(path: temporary.path("none")) }
  }
}
