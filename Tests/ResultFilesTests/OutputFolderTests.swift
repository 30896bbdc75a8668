import Foundation
import TestSupport
import Testing

@testable import ResultFiles

/// Results that appear whole or not at all.
@Suite struct OutputFolderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func resultsAreWrittenAndReplaced() throws {
    let output = try OutputFolder(path: folder.path("a/b"), overwrite: false)
    try output.write("one", as: "x.txt")
    try output.write("two", as: "x.txt")
    #expect(try String(contentsOfFile: output.path(of: "x.txt"), encoding: .utf8) == "two")
    #expect(try folder.visibleFiles(in: "a/b") == ["x.txt"])
    let mode = try FileManager.default.attributesOfItem(atPath: output.path(of: "x.txt"))[.posixPermissions] as? Int
    #expect(try #require(mode) & 0o600 == 0o600)
  }

  @Test func aFolderWithResultsIsNotTakenUnasked() throws {
    _ = try folder.write("x", as: "there.txt")
    #expect(throws: FileError.outputExists(path: folder.url.path)) {
      try OutputFolder(path: folder.url.path, overwrite: false)
    }
    #expect(throws: FileError.outputExists(path: folder.url.path)) {
      try OutputFolder(path: folder.url.path, overwrite: false, isResumed: true)
    }
    _ = try OutputFolder(path: folder.url.path, overwrite: true)
  }

  @Test func whatARunThatWasKilledLeftHiddenDoesNotCount() throws {
    _ = try folder.write("x", as: ".half.tmp")
    _ = try OutputFolder(path: folder.url.path, overwrite: false)
  }

  @Test func aFileIsNoFolder() throws {
    let path = try folder.write("x", as: "file")
    #expect(throws: FileError.outputIsAFile(path: path)) { try OutputFolder(path: path, overwrite: true) }
    #expect { try AtomicFile.write("x", to: path + "/y") } throws: { "\($0)".hasPrefix("Cannot write '\(path)/y': ") }
  }
}
