import Imagery
import TestSupport
import Testing

/// Frames that are of no use.
@Suite struct FrameQualityTests {
  /// A picture of random leaves of 6 to 20 pixels on soil.
  private func picture(seed: UInt64, brightness: Double = 1) throws -> [Double] {
    var generator = SeededGenerator(seed: seed)
    var gray = (0..<(200 * 160)).map { _ in Double.random(in: 90...110, using: &generator) * brightness }
    for _ in 0..<120 {
      let side = Int.random(in: 6...20, using: &generator)
      let (left, top) = (
        Int.random(in: 0..<(200 - side), using: &generator), Int.random(in: 0..<(160 - side), using: &generator)
      )
      let value = Double.random(in: 40...200, using: &generator) * brightness
      for row in top..<(top + side) { for column in left..<(left + side) { gray[row * 200 + column] = value } }
    }
    return gray
  }

  /// A picture smoothed by the mean of a square, three times, which is close to a Gaussian.
  private func blurred(_ gray: [Double], reach: Int) -> [Double] {
    (0..<3).reduce(gray) { gray, _ in
      (0..<gray.count).map { place in
        let (column, row) = (place % 200, place / 200)
        let columns = max(0, column - reach)...min(199, column + reach)
        let rows = max(0, row - reach)...min(159, row + reach)
        var sum = 0.0
        for row in rows { for column in columns { sum += gray[row * 200 + column] } }
        return sum / Double(columns.count * rows.count)
      }
    }
  }

  private func quality(_ gray: [Double]) throws -> FrameQuality {
    let rgb = gray.flatMap { value in [UInt8](repeating: UInt8(min(max(value, 0), 255)), count: 3) }
    return FrameQuality(halfSize: try ImageTile(size: PixelSize(width: 200, height: 160), rgb: rgb, surveyed: nil))
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func aBlurredPictureIsToldFromASharpOne(seed: UInt64) throws {
    let sharp = try picture(seed: seed)
    #expect(try !quality(sharp).isBlurred)
    #expect(try quality(blurred(sharp, reach: 2)).isBlurred)
    // Blurred so much that rounding is all the detail there is.
    #expect(try quality(blurred(sharp, reach: 20)).isBlurred)
  }

  @Test func aDarkPictureIsSharpAndABlackOneShowsNothing() throws {
    let dark = try quality(picture(seed: 4, brightness: 0.3))
    #expect(!dark.isBlack && !dark.isBlurred)
    let black = try quality(picture(seed: 4, brightness: 0.02))
    #expect(black.isBlack)
    // What is black is not called blurred too.
    #expect(!black.isBlurred)
  }

  @Test func aRepetitionIsNearAndAnotherPictureIsFar() throws {
    let first = try quality(picture(seed: 5))
    let noisy = try quality(picture(seed: 5).map { $0 + 1 })
    #expect(first.difference(from: noisy) < 2)
    #expect(first.difference(from: try quality(picture(seed: 6))) > 3)
  }
}

@Suite struct ImageOrientationTests {
  /// Two rows of three pixels, a b c over d e f, each channel the same letter.
  private func turned(_ orientation: ImageOrientation) throws -> [String] {
    let rgb = Array("abcdef".utf8).flatMap { [$0, $0, $0] }
    let (result, size) = try orientation.upright(rgb, size: PixelSize(width: 3, height: 2))
    return (0..<size.height).map { row in
      String(decoding: (0..<size.width).map { result[(row * size.width + $0) * 3] }, as: UTF8.self)
    }
  }

  @Test(arguments: [
    (ImageOrientation.upright, ["abc", "def"]), (.mirrored, ["cba", "fed"]), (.upsideDown, ["fed", "cba"]),
    (.flipped, ["def", "abc"]), (.transposed, ["ad", "be", "cf"]), (.quarterClockwise, ["da", "eb", "fc"]),
    (.transversed, ["fc", "eb", "da"]), (.quarterCounterClockwise, ["cf", "be", "ad"]),
  ])
  func everyOrientationIsBroughtUpright(orientation: ImageOrientation, rows: [String]) throws {
    #expect(try turned(orientation) == rows)
    let size = try PixelSize(width: 3, height: 2)
    let upright = try orientation.upright(Array("abcdef".utf8), size: size, channels: 1)
    let stored = try orientation.inverse.upright(upright.samples, size: upright.size, channels: 1)
    #expect(String(decoding: stored.samples, as: UTF8.self) == "abcdef")
    #expect(stored.size == size)
  }
}
