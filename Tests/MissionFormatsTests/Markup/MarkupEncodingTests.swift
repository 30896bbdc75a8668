import Testing

@testable import MissionFormats

@Suite struct MarkupEncodingTests {
  /// Foundation's parser would end the program.
  @Test func aBrokenNameIsRefusedAndEndsNothing() {
    let broken = Array("<kml><Poly".utf8) + [0xE1] + Array("gon></Polygon></kml>".utf8)
    #expect(!MarkupEncoding.isSound(broken))
    #expect(MarkupElement.read(broken) == nil)
    #expect(throws: MissionFormatsError.brokenXML(file: "f", line: 1)) {
      try FieldDocument(reading: broken, file: "f")
    }
  }

  @Test func otherEncodingsThatAreDeclaredAreLeftToTheParser() throws {
    let text = #"<?xml version="1.0" encoding="ISO-8859-1"?><kml><name>"#
    let bytes = Array(text.utf8) + [0xE4] + Array("</name></kml>".utf8)
    let document = try #require(MarkupElement.read(bytes))
    #expect(document["name"]?.trimmed == "ä")
    #expect(MarkupEncoding.isSound(Array("<kml>ä</kml>".utf8)))
  }
}
