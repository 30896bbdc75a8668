import Foundation
import TestSupport
import Testing

@testable import ResultFiles

/// Files that users name, and what is said of them.
@Suite struct InputFileTests {
  private struct Record: Decodable { let inner: [Int] }

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func message(_ path: String, limit: Int? = nil) -> String {
    do {
      _ = try InputFile.bytes(path: path, limit: limit)
      return "read"
    } catch { return "\(error)" }
  }

  @Test func whatIsNoFileIsRefusedWithTheReason() throws {
    let large = try folder.write(Data(count: (1 << 20) + 1), as: "large")
    #expect(
      message(folder.path("none")) == "Cannot read '\(folder.path("none"))': there is no such file. Check the path."
    )
    #expect(message(folder.url.path).contains("it is a folder. Name a file in it."))
    #expect(message(try folder.write("", as: "empty")).contains("it is empty. Export it again."))
    #expect(message(large, limit: 1 << 20).contains("it is larger than 1 MiB"))
    #expect(message(large) == "read")
    #expect(message("/dev/null").contains("it is a pipe or a device"))
  }

  @Test func theBeginningTellsTheFormat() throws {
    #expect(
      InputFile.beginning(path: try folder.write("0123456789abcdefgh", as: "x")) == Array("0123456789abcdef".utf8)
    )
    #expect(InputFile.beginning(path: folder.path("none")).isEmpty)
  }

  @Test func decodersAreQuotedWithoutTheirDebuggingText() {
    func reason(_ json: String) -> String {
      do {
        _ = try JSONDecoder().decode(Record.self, from: Data(json.utf8))
        return "read"
      } catch { return DecodingReason.of(error) }
    }
    #expect(reason("{}") == "the key 'inner' is missing")
    #expect(reason("{\"inner\": [1, \"x\"]}") == "at inner, entry 2: a value has the wrong type")
    #expect(reason("{") == "the text is damaged")
  }

  @Test func aQuotedTextStaysOneLineOfBearableLength() {
    #expect(PlainText.line("a\u{1B}[2Kb\nc") == "a?[2Kb?c")
    #expect(PlainText.line(String(repeating: "x", count: 5000)).count < 1000)
  }
}
