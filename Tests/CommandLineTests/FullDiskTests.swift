import Foundation
import TestSupport
import Testing

/// A disk without space, which only root can make.
@Suite struct FullDiskTests {
  @Test("The first full disk ends the run, in one sentence", .enabled(if: Self.canMount, "needs root and mount"))
  func theFirstOneEndsTheRun() throws {
    let folder = try TemporaryFolder()
    try Self.mount(folder, size: "150k")
    defer { Self.unmount(folder) }
    let outcome = try Program("map", "Samples/synthetic-field/frames", "--output", folder.path("o"))
    #expect(outcome.status == 74)
    #expect(outcome.messages.components(separatedBy: "Error:").count == 2, "\(outcome.messages)")
    #expect(outcome.messages.contains("no space is left on the disk. Check"))
  }

  private static func mount(_ folder: TemporaryFolder, size: String) throws {
    let arguments = ["-t", "tmpfs", "-o", "size=\(size)", "tmpfs", folder.path("")]
    #expect(try Program.installed("mount", arguments: arguments).status == 0)
  }

  private static func unmount(_ folder: TemporaryFolder) { _ = try? Program.installed("umount", folder.path("")) }

  private static var canMount: Bool {
    guard getuid() == 0, let folder = try? TemporaryFolder() else { return false }
    let arguments = ["-t", "tmpfs", "tmpfs", folder.path("")]
    let isMounted = (try? Program.installed("mount", arguments: arguments).status) == 0
    if isMounted { unmount(folder) }
    return isMounted
  }
}
