import Foundation
import Testing

@testable import MissionFormats

@Suite struct MarkupEncodingTests {
  /// Foundation's parser would end the program.
  @Test func aBrokenNameIsRefusedAndEndsNothing() {
    let broken = Array("<kml><Poly".utf8) + [0xE1] + Array("gon></Polygon></kml>".utf8)
    #expect(MarkupEncoding.utf8(broken) == nil)
    #expect(MarkupElement.read(broken) == nil)
    #expect(throws: MissionFormatsError.brokenXML(file: "f", line: 1)) {
      try FieldDocument(reading: broken, file: "f")
    }
  }

  /// Found by mutation: the parser does not convert from an encoding that it does not know.
  @Test func anUnknownEncodingIsNoWayAround() {
    let broken =
      Array(#"<?xml version="1.0" encoding="UTM-8"?><kml><outerBound"#.utf8) + [0xFF] + Array("s/></kml>".utf8)
    #expect(throws: MissionFormatsError.brokenXML(file: "f", line: 1)) {
      try FieldDocument(reading: broken, file: "f")
    }
    let sound = MarkupElement.read(Array(#"<?xml version="1.0" encoding="UTM-8"?><kml><name>ä</name></kml>"#.utf8))
    #expect(sound?["name"]?.trimmed == "ä")
  }

  @Test func otherEncodingsThatAreDeclaredAreRead() throws {
    let text = #"<?xml version="1.0" encoding="ISO-8859-1"?><kml><name>"#
    let bytes = Array(text.utf8) + [0xE4] + Array("</name></kml>".utf8)
    let document = try #require(MarkupElement.read(bytes))
    #expect(document["name"]?.trimmed == "ä")
    let wide = try #require(
      "\u{FEFF}<?xml version=\"1.0\" encoding=\"UTF-16\"?><kml><name>ä</name></kml>".data(using: .utf16LittleEndian)
    )
    #expect(MarkupElement.read([UInt8](wide))?["name"]?.trimmed == "ä")
    #expect(MarkupEncoding.utf8(Array("<kml>ä</kml>".utf8)) == Array("<kml>ä</kml>".utf8))
  }
}
