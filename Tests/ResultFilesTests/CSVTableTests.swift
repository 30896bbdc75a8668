import TestSupport
import Testing

@testable import ResultFiles

/// Tables with known columns.
@Suite struct CSVTableTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func table(_ text: String) throws -> CSVTable {
    try CSVTable(
      path: folder.write(text, as: "table.csv"),
      columns: ["name", "cost_eur", "note"],
      required: ["name"]
    )
  }

  @Test func aSpreadsheetsTableIsUnderstood() throws {
    let rows = try table("\u{FEFF}name;cost_eur;note\r\n\"a;b\";1,5;\"so \"\"so\"\"\"\r\n\r\nc;;\r\n").rows
    #expect(rows.map { $0["name"] } == ["a;b", "c"])
    #expect(try rows.map { try $0.number("cost_eur") } == [1.5, nil])
    #expect(rows[0]["note"] == "so \"so\"")
    #expect(rows.map(\.line) == [2, 4])
  }

  @Test func commentsAreLeftOutAndColumnsMayBeMissing() throws {
    let rows = try table("# a list\nname,cost_eur\n# none\nx,3\n").rows
    #expect(rows.count == 1)
    #expect(rows[0]["note"] == nil)
    #expect(try rows[0].number("cost_eur") == 3)
  }

  @Test(arguments: [
    ("", "it is empty"), ("#\n", "it has no header"), ("name,price\n", "the column 'price' is not known"),
    ("note\n", "the column 'name' is missing"), ("name,note\nx\n", "line 2 has 1 cells for 2 columns"),
  ]) func aBrokenTableIsRefused(_ text: String, _ reason: String) {
    #expect { try table(text) } throws: { "\($0)".contains(reason) }
  }

  @Test(arguments: ["-1", "x", "1e12", "nan", "\"1,500\""]) func whatIsNoNumberIsRefusedWithItsLine(_ cell: String)
    throws
  {
    let row = try table("name,cost_eur\na,\(cell)\n").rows[0]
    #expect { try row.number("cost_eur") } throws: { "\($0)".contains("line 2: '") }
  }
}
