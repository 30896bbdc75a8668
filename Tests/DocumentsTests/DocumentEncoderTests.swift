import Documents
import Testing

@Suite struct DocumentEncoderTests {
  private struct Leaf: Encodable {
    let source: String
    let gsdCmPerPx: Double?
    let widthPx: Int
  }

  private struct Tree: Encodable {
    let zebra: String
    let areaM2: Double
    let sha256: String
    let byName: [String: Int]
    let ordered: OrderedMembers<Double?>
    let leaves: [Leaf]
    let isWhole: Bool
  }

  private let tree = Tree(
    zebra: "first",
    areaM2: 0.0012312500000000001,
    sha256: "ab",
    byName: ["deadNettle": 2, "a": 1],
    ordered: OrderedMembers([("weedClass", 0.5), ("background", nil)]),
    leaves: [Leaf(source: "a.tif", gsdCmPerPx: nil, widthPx: 3), Leaf(source: "b.tif", gsdCmPerPx: 0.25, widthPx: 4)],
    isWhole: true
  )

  @Test func keysStandInTheOrderOfTheValueInSnakeCase() throws {
    let document = try DocumentEncoder().document(of: tree)
    #expect(
      document.members?.map(\.key) == ["zebra", "area_m2", "sha256", "by_name", "ordered", "leaves", "is_whole"]
    )
    #expect(
      document["leaves"]?.elements?.map { $0.members?.map(\.key) } == [
        ["source", "width_px"], ["source", "gsd_cm_per_px", "width_px"],
      ]
    )
  }

  @Test func namesThatAreDataStayAsTheyAre() throws {
    let document = try DocumentEncoder().document(of: tree)
    #expect(document["by_name"]?.members?.map(\.key) == ["a", "deadNettle"])
    #expect(document["ordered"] == .members(["weedClass": .number(0.5), "background": .null]))
  }

  @Test func theSchemaStandsFirst() throws {
    let text = try DocumentSchema.map.text(of: tree)
    #expect(text.hasPrefix("{\n  \"schema\": \"ragweed.map/1\",\n  \"zebra\": \"first\",\n  \"area_m2\": 0.0012,"))
    #expect(try JSONValue(parsing: Array(text.utf8))["leaves"]?.elements?.count == 2)
  }

  @Test func whatIsComputedWithAgainKeepsAllDigits() throws {
    let document = try DocumentEncoder(digits: .all, keepsKeys: true).document(of: tree)
    #expect(document.document.contains("\"areaM2\": 0.0012312500000000001"))
  }

  @Test func aListIsWrittenAsOne() throws {
    #expect(try DocumentEncoder().document(of: [[1, 2], []]).document == "[[1, 2], []]")
    #expect(try DocumentEncoder().document(of: [Float(0.1)]).document == "[0.1]")
  }
}
