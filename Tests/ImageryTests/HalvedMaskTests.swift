import Imagery
import TestSupport
import Testing

@Suite struct HalvedMaskTests {
  @Test func aPixelTakesWhatMostOfItsFourAre() {
    var mask = HalvedMask(width: 6)
    let rows: [UInt8] = [
      1, 1, 0, 2, 0, 1,
      1, 0, 2, 1, 1, 0,
    ]
    // Three of one; two of one and one each of two others; two each, of which the first in reading order counts.
    #expect(mask.append(rows) == [1, 2, 0])
    #expect(mask.finish().isEmpty)
  }

  @Test func whatWasNotSurveyedHasNoVote() {
    var mask = HalvedMask(width: 4)
    #expect(mask.append([255, 255, 255, 255, 255, 1, 255, 255]) == [1, 255])
  }

  @Test func sidesWithoutAPartnerStandAlone() {
    var mask = HalvedMask(width: 3)
    #expect(mask.append([0, 0, 1, 0, 0, 1, 2, 2, 0]) == [0, 1])
    #expect(mask.finish() == [2, 0])
  }

  /// However the rows are portioned, the mask comes out the same, and each pixel is one of its four.
  @Test(arguments: 1...20) func portionsDoNotMatter(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let (width, height) = (Int.random(in: 1...9, using: &random), Int.random(in: 1...12, using: &random))
    let values = (0..<(width * height)).map { _ in [0, 1, 2, 255].randomElement(using: &random) ?? 0 as UInt8 }
    var atOnce = HalvedMask(width: width)
    let whole = atOnce.append(values) + atOnce.finish()
    var inPortions = HalvedMask(width: width)
    var parts: [UInt8] = []
    var row = 0
    while row < height {
      let end = min(row + Int.random(in: 1...4, using: &random), height)
      parts += inPortions.append(Array(values[(row * width)..<(end * width)]))
      row = end
    }
    parts += inPortions.finish()
    #expect(parts == whole)
    let halvedWidth = (width + 1) / 2
    #expect(whole.count == halvedWidth * ((height + 1) / 2))
    for (place, value) in whole.enumerated() {
      let (x, y) = (place % halvedWidth * 2, place / halvedWidth * 2)
      let four = [(x, y), (x + 1, y), (x, y + 1), (x + 1, y + 1)]
        .filter { $0.0 < width && $0.1 < height }.map { values[$0.1 * width + $0.0] }
      #expect(four.contains(value))
    }
  }
}
