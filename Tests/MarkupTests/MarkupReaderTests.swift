import Testing

@testable import Markup

@Suite struct MarkupReaderTests {
  /// Each ended the program with Foundation's parser: an instruction without a text, a notation, a list of attributes, an
  /// entity without a parser.
  @Test(arguments: [
    "<?ground-station?><kml>a</kml>", "<kml>a<?ground-station?></kml>",
    "<!DOCTYPE kml [<!NOTATION n SYSTEM 'n'>]><kml>a</kml>",
    "<!DOCTYPE kml [<!NOTATION n PUBLIC 'n'>]><kml>a</kml>",
    "<!DOCTYPE kml [<!ATTLIST Placemark id CDATA #IMPLIED>]><kml>a</kml>",
    "<!DOCTYPE kml [<!NOTATION n SYSTEM 'n'><!ENTITY e SYSTEM 'file:///etc/passwd' NDATA n>]><kml>a</kml>",
    "<!DOCTYPE kml [<!ELEMENT kml ANY>]><kml>a</kml>", "<!DOCTYPE kml SYSTEM 'kml.dtd'><kml>a</kml>",
    "<!-- a --><kml>a<!-- b --></kml>", "<kml><![CDATA[a]]></kml>",
    "<!DOCTYPE kml [<!ENTITY e 'a'>]><kml>&e;</kml>",
  ])
  func whatADocumentMayHaveIsReadOver(document: String) throws {
    #expect(try MarkupRecord.of(Array(document.utf8)) == ["<kml>", "a", "</kml>"])
  }

  @Test func namesComeWithoutPrefixes() throws {
    let parts = try MarkupRecord.of(Array(#"<w:kml w:id="1" a="&lt;"><gx:Track/></w:kml>"#.utf8))
    #expect(parts == ["<kml a=< id=1>", "<Track>", "</Track>", "</kml>"])
  }

  @Test func whatIsCutAnywhereIsRefused() {
    let bytes = Array("<kml>\n<a b=\"c\">d</a>\n</kml>".utf8)
    for length in 0..<bytes.count {
      #expect(throws: MarkupError.self) { try MarkupRecord.of(Array(bytes.prefix(length))) }
    }
    #expect(throws: MarkupError.broken(line: 3)) { try MarkupRecord.of(Array("<kml>\n<a>\n</b></kml>".utf8)) }
  }

  @Test func anotherFileIsNotTakenIn() {
    let document = "<!DOCTYPE kml [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>\n<kml>&e;</kml>"
    #expect(throws: MarkupError.takesInOthers(line: 2)) { try MarkupRecord.of(Array(document.utf8)) }
    let parameter = "<!DOCTYPE kml [<!ENTITY % e SYSTEM 'http://localhost/e'>\n%e;]><kml/>"
    #expect(throws: Never.self) { try MarkupRecord.of(Array(parameter.utf8)) }
  }

  @Test func sizesHaveLimits() {
    let limits = MarkupLimits(depth: 3, elements: 5, attributes: 2, textBytes: 10)
    func error(_ text: String) -> MarkupError? {
      #expect(throws: MarkupError.self) { try MarkupRecord.of(Array(text.utf8), limits: limits) }
    }
    #expect(error("<a><a><a>\n<a/></a></a></a>") == .tooDeep(most: 3, line: 2))
    #expect(error("<a><b/><b/><b/><b/><b/></a>") == .tooManyElements(most: 5))
    #expect(error("<a b='1' c='2' d='3'/>") == .tooManyAttributes(most: 2, line: 1))
    #expect(error("<a>12345\n678901</a>") == .longText(mostBytes: 10, line: 2))
    #expect(error("<a b='12345678901'/>") == .longText(mostBytes: 10, line: 1))
    #expect(throws: Never.self) {
      try MarkupRecord.of(Array("<a><b>1234567890</b><b c='1' d='2'>1</b></a>".utf8), limits: limits)
    }
  }

  /// Ten entities of ten entities, and so on: three gigabytes out of a kilobyte.
  @Test func entitiesDoNotGrowForEver() {
    let entities = (1..<10).map { level in
      "<!ENTITY e\(level) '" + String(repeating: "&e\(level - 1);", count: 10) + "'>"
    }
    let document = "<!DOCTYPE k [<!ENTITY e0 'lol'>" + entities.joined() + "]><k>&e9;</k>"
    #expect(throws: MarkupError.self) { try MarkupRecord.of(Array(document.utf8)) }
  }
}
