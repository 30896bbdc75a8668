import Foundation
import TestSupport
import Testing

/// Standard streams that are closed or lead to a full disk.
@Suite struct StreamTests {
  private static func shell(_ text: String) throws -> Program {
    try Program.installed("sh", "-c", text.replacingOccurrences(of: "RAGWEED", with: "'\(Program.built.path)'"))
  }

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "needs /dev/full"),
    arguments: ["drones", "compare --gsd 1mm --format csv", "model Samples/none.onnx || RAGWEED drones"]
  )
  func aResultThatCannotBeWrittenIsAnError(command: String) throws {
    let run = try Self.shell("RAGWEED \(command) > /dev/full")
    #expect(run.status == 74)
    #expect(
      run.messages.contains(
        "Error: Cannot write to standard output: No space left on device. Check where it leads to and the free disk space."
      )
    )
  }

  @Test func aClosedOutputIsAnError() throws {
    let run = try Self.shell("RAGWEED drones >&-")
    #expect(run.status == 74)
    #expect(run.messages.contains("Cannot write to standard output: Bad file descriptor."))
  }

  @Test func closedMessagesChangeNothing() throws {
    let whole = try Self.shell("RAGWEED drones")
    #expect(whole.status == 0)
    let silent = try Self.shell("RAGWEED drones 2>&- <&-")
    #expect(silent.status == 0)
    #expect(silent.output == whole.output)
    #expect(try Self.shell("RAGWEED plan no-such.kml --drone phantom-4-pro --gsd 1cm 2>&-").status == 66)
  }
}
