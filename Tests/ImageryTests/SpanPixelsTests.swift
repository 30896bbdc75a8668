import TestSupport
import Testing

import Imagery

@Suite struct SpanPixelsTests {
  /// Rows of few and of many changes, of lengths around the sizes of the blocks that are looked at together.
  @Test(arguments: [1, 2, 63, 64, 65, 129, 239, 240, 241, 480, 700], [2, 40, 1000])
  func pixelsAreCountedAndRunsEndAsOneByOne(length: Int, oneIn: Int) {
    var random = SeededGenerator(seed: UInt64(length * 10_000 + oneIn))
    var value: UInt8 = 0
    let pixels = (0..<length).map { _ -> UInt8 in
      if Int.random(in: 0..<oneIn, using: &random) == 0 { value = [0, 1, 2, 255].randomElement(using: &random) ?? 0 }
      return value
    }
    for wanted: UInt8 in [0, 1, 2, 3, 255] {
      #expect(pixels.span.count(of: wanted) == pixels.count { $0 == wanted })
    }
    for start in pixels.indices {
      let end = pixels[start...].firstIndex { $0 != pixels[start] } ?? length
      #expect(pixels.span.endOfRun(from: start) == end)
    }
  }

  @Test func aLongRowOfOneValueIsCountedBeyondAByte() {
    let pixels = [UInt8](repeating: 7, count: 100_000)
    #expect(pixels.span.count(of: 7) == 100_000)
    #expect(pixels.span.endOfRun(from: 12) == 100_000)
  }
}
