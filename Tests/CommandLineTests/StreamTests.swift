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
    arguments: [
      "drones", "compare --gsd 1mm --format csv", "model Samples/none.onnx || RAGWEED drones", "--help", "--version",
      "plan --help-all", "--generate-completion-script bash",
    ]
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

  /// A device is not replaced by a file, whoever may.
  @Test func aDeviceIsNoFileForResults() throws {
    let truth = "Samples/synthetic-field/truth"
    let path = SharedFiles.projectFolder.appendingPathComponent(truth).path
    let run = try Program("evaluate", "--predictions", path, "--truth", path, "--output", "/dev/null", "--overwrite")
    #expect(run.status == 74)
    #expect(run.messages.contains("Cannot write '/dev/null': it is a device and no file."), "\(run.messages)")
    let status = try Program.installed("sh", "-c", "test -c /dev/null")
    #expect(status.status == 0)
  }

  @Test(arguments: [("INT", 130), ("TERM", 143)] as [(String, Int32)])
  func aSignalEndsWithASentenceAndNoTrace(signal: String, status: Int32) throws {
    let folder = try TemporaryFolder()
    let output = folder.path("host.json")
    let run = try Self.shell(
      "RAGWEED estimate characterise --engine opencv --output '\(output)' & sleep 2; kill -\(signal) $!; wait $!"
    )
    #expect(run.status == status)
    #expect(run.messages.hasSuffix("Stopped. Nothing was written.\n"), "\(run.messages)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == [])
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
