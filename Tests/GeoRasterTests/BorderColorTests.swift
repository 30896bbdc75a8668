import Testing

@testable import GeoRaster

@Suite struct BorderColorTests {
  /// A picture of letters: each stands for a colour.
  private func border(_ rows: String...) -> BorderColor? {
    let pixels = rows.joined().map { [Float($0.asciiValue ?? 0), 0, 0] }
    return BorderColor(in: pixels, width: rows[0].count)
  }

  @Test func aConnectedBorderIsFound() throws {
    let found = try #require(border("aaaaa", "abcda", "aefga", "aaahi"))
    #expect(found.samples == [97, 0, 0])
    // 12 of 20: the edge without h and i, none inside.
    #expect(abs(found.share - 12.0 / 20) < 1e-12)
    #expect(found.texts == ["97", "0", "0"])
  }

  @Test func whatIsNotConnectedToTheEdgeIsNoBorder() {
    #expect(border("abcd", "exxf", "gxxh", "ijkl") == nil || border("abcd", "exxf", "gxxh", "ijkl")?.share ?? 1 < 0.1)
  }

  @Test func aPictureOfOneColourHasNoBorder() {
    #expect(border("aaa", "aaa", "aaa") == nil)
    #expect(border("ab") == nil)
  }
}
