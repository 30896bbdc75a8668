import Testing

@testable import Tables

/// Reading and writing of delimited text.
@Suite struct CSVReaderTests {
  private func rows(_ text: String, comment: UInt8? = nil) -> [CSVRow] {
    Array(CSVReader(Array(text.utf8), comment: comment))
  }

  @Test func rowsKnowTheirLines() {
    let found = rows("a,b\r\n\n1,\"x\ny\"\r\n , \n2,z")
    #expect(found.map(\.line) == [1, 3, 5, 6])
    #expect(found.map(\.cells) == [["a", "b"], ["1", "x\ny"], ["", ""], ["2", "z"]])
  }

  @Test func theSeparatorIsWhatTheFirstRowHasMostOf() {
    #expect(CSVReader(Array("\u{FEFF}a;b;\"c,d,\"\n".utf8)).separator == .semicolon)
    #expect(CSVReader(Array("a\tb\n1,5\t2,5".utf8)).separator == .tab)
    #expect(CSVReader(Array("a\n1;2".utf8)).separator == .comma)
    #expect(CSVReader(Array("# a, b, c\n\nx;y".utf8), comment: UInt8(ascii: "#")).separator == .semicolon)
    #expect(CSVReader([]).separator == .comma)
  }

  @Test func quotesStandForThemselvesWhenDoubled() {
    #expect(rows("\"a;\"\"b\"\"\";c")[0].cells == ["a;\"b\"", "c"])
    #expect(rows("\"never closed,\nx")[0].cells == ["never closed,\nx"])
  }

  @Test func commentsAreNoRowsAndCountAsLines() {
    let found = rows("# first\na,b\n#c,d\n1,2\n", comment: UInt8(ascii: "#"))
    #expect(found.map(\.line) == [2, 4])
    #expect(rows("#a,b")[0].cells == ["#a", "b"])
  }

  @Test func endsOfLinesOfAllSystemsAreUnderstood() {
    #expect(rows("a,b\r1,2\r").map(\.cells) == [["a", "b"], ["1", "2"]])
    #expect(rows("a,b\r1,2\r").map(\.line) == [1, 2])
    #expect(rows("\n\r\n").isEmpty)
  }

  @Test func aDecimalCommaIsAPointWhereNoCommasSeparate() {
    #expect(CSVSeparator.semicolon.withDecimalPoint("-48,25") == "-48.25")
    #expect(CSVSeparator.tab.withDecimalPoint("1,5e3") == "1.5e3")
    #expect(CSVSeparator.comma.withDecimalPoint("1,234") == "1,234")
    #expect(CSVSeparator.semicolon.withDecimalPoint("1,2,3") == "1,2,3")
    #expect(CSVSeparator.semicolon.withDecimalPoint("1.234,5") == "1.234,5")
    #expect(CSVSeparator.semicolon.withDecimalPoint("a,b") == "a,b")
  }

  @Test func whatIsWrittenIsReadBack() {
    let cells = ["plain", "", "a,b", "say \"so\"", "two\nlines"]
    #expect(CSVLine.text(cells) == "plain,,\"a,b\",\"say \"\"so\"\"\",\"two\nlines\"")
    #expect(rows(CSVLine.text(cells))[0].cells == cells)
  }
}
