import Foundation
import Testing

@testable import Markup

@Suite struct MarkupEncodingTests {
  @Test func aBrokenNameIsRefused() {
    let broken = Array("<kml><Poly".utf8) + [0xE1] + Array("gon></Polygon></kml>".utf8)
    #expect(throws: MarkupError.broken(line: 1)) { try MarkupRecord.of(broken) }
  }

  /// Found by mutation.
  @Test func anUnknownEncodingIsTakenAsUTF8() throws {
    let broken =
      Array(#"<?xml version="1.0" encoding="UTM-8"?><kml><outerBound"#.utf8) + [0xFF] + Array("s/></kml>".utf8)
    #expect(throws: MarkupError.broken(line: 1)) { try MarkupRecord.of(broken) }
    let sound = Array(#"<?xml version="1.0" encoding="UTM-8"?><kml><name>ä</name></kml>"#.utf8)
    #expect(try MarkupRecord.of(sound) == ["<kml>", "<name>", "ä", "</name>", "</kml>"])
  }

  @Test func otherEncodingsThatAreDeclaredAreRead() throws {
    let text = #"<?xml version="1.0" encoding="ISO-8859-1"?><kml><name>"#
    let bytes = Array(text.utf8) + [0xE4] + Array("</name></kml>".utf8)
    #expect(try MarkupRecord.of(bytes).contains("ä"))
    let wide = try #require(
      "\u{FEFF}<?xml version=\"1.0\" encoding=\"UTF-16\"?><kml><name>ä</name></kml>".data(using: .utf16LittleEndian)
    )
    #expect(try MarkupRecord.of([UInt8](wide)).contains("ä"))
    // A byte-order mark, as Windows writes it.
    #expect(try MarkupRecord.of(Array("\u{FEFF}<kml>ä</kml>".utf8)).contains("ä"))
  }
}
