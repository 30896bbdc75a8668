import Documents
import MissionFormats
import Testing

@Suite struct JSONValueTests {
  @Test func aDocumentComesBack() throws {
    let value = JSONValue.members([
      "text": .string("a\"b\\c\nü\u{1}"), "numbers": .array([.number(1), .number(-0.5), .number(1e-7)]),
      "yes": .bool(true), "nothing": .null, "empty": .object([]),
    ])
    #expect(try JSONValue(parsing: value.bytes) == value)
  }

  @Test(arguments: [
    (JSONValue.fixed(16.41234567891, decimals: 8), "16.41234568"), (.fixed(-0.00000001, decimals: 8), "-0.00000001"),
    (.fixed(-0.000000001, decimals: 8), "0.00000000"), (.fixed(5, decimals: 0), "5"), (.fixed(0.5, decimals: 1), "0.5"),
    (.number(5.4719999999999995), "5.472"), (.number(20), "20"), (.number(.nan), "null"),
    (.fixed(.infinity, decimals: 2), "null"), (.integer(-3), "-3"),
  ])
  func numbersAreWrittenTheSameEverywhere(value: JSONValue, text: String) {
    #expect(value.document == text)
  }

  @Test(arguments: ["", "[1,]", "{\"a\" 1}", "[1 2]", "\"\\x\"", "\"a", "nul", "{} {}", "[--1]", "[1e999]"])
  func whatIsNoJSONIsRefused(text: String) {
    #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: Array(text.utf8)) }
  }

  @Test func deepNestingIsRefusedBeforeItExhaustsTheStack() {
    let text = String(repeating: "[", count: 100_000)
    #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: Array(text.utf8)) }
  }

  @Test func escapesAreRead() throws {
    #expect(try JSONValue(parsing: Array(#""\u00e4\ud83c\udf31\/\t""#.utf8)) == .string("ä🌱/\t"))
  }
}
