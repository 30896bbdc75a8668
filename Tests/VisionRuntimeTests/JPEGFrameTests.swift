import Foundation
import Imagery
import TestSupport
import Testing
import VisionRuntime

@Suite struct JPEGFrameTests {
  private let frame = Sample.frames + "/DJI_0001.JPG"

  @Test func aFrameIsDecodedWhole() throws {
    let image = try JPEGFrame(path: frame)
    #expect(image.size == (try PixelSize(width: 1824, height: 1216)))
    let tile = try image.read(PixelRect(x: 1000, y: 600, size: PixelSize(width: 4, height: 2)))
    #expect(tile.rgb.count == 24)
    #expect(!tile.isOutsideSurvey)
  }

  @Test(arguments: [0.1, 0.5, 0.9, 0.999])
  func aTruncatedFrameIsRefused(share: Double) throws {
    let folder = try TemporaryFolder()
    let whole = try Data(contentsOf: URL(fileURLWithPath: frame))
    let path = try folder.write(whole.prefix(Int(Double(whole.count) * share)), as: "cut.jpg")
    #expect(throws: VisionRuntimeError.truncated(path: path)) { try JPEGFrame(path: path) }
  }

  @Test(arguments: [2, 4, 8])
  func aTruncatedFrameIsRefusedAtEachScale(divisor: Int32) throws {
    let folder = try TemporaryFolder()
    let whole = try Data(contentsOf: URL(fileURLWithPath: frame))
    let path = try folder.write(whole.prefix(whole.count * 3 / 4), as: "cut.jpg")
    #expect(throws: VisionRuntimeError.truncated(path: path)) { try JPEGFrame(path: path, divisor: divisor) }
  }

  @Test(arguments: [(Int32(2), 912, 608), (4, 456, 304), (8, 228, 152)])
  func aFrameIsDecodedAtAPartOfItsSize(divisor: Int32, width: Int, height: Int) throws {
    let part = try JPEGFrame(path: frame, divisor: divisor)
    #expect(part.size == (try PixelSize(width: width, height: height)))
    // A block of the whole frame and its one pixel have the same brightness, but for rounding.
    let whole = try JPEGFrame(path: frame)
    let side = Int(divisor)
    let block = try whole.read(
      PixelRect(x: 100 * side, y: 60 * side, size: PixelSize(width: side, height: side))
    ).rgb
    let pixel = try part.read(PixelRect(x: 100, y: 60, size: PixelSize(width: 1, height: 1))).rgb
    let mean = block.reduce(0) { $0 + Double($1) } / Double(block.count)
    #expect(abs(pixel.reduce(0) { $0 + Double($1) } / 3 - mean) < 12)
  }

  @Test func aHeaderThatClaimsMoreThanAnyCameraGivesIsRefused() throws {
    let folder = try TemporaryFolder()
    var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: frame)))
    // The frame header: FF C0, its length, the precision, then height and width.
    let start = try #require(bytes.indices.dropLast(9).first { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xC0 })
    // 60000 = 0xEA60; libjpeg itself stops at 65500.
    for (place, byte) in zip((start + 5)...(start + 8), [0xEA, 0x60, 0xEA, 0x60] as [UInt8]) { bytes[place] = byte }
    let path = try folder.write(Data(bytes), as: "endless.jpg")
    #expect {
      try JPEGFrame(path: path)
    } throws: {
      "\($0)".contains("it claims to have 60000 x 60000 px, more than any camera gives")
    }
  }

  @Test func missingEmptyAndForeignFilesAreToldApart() throws {
    let folder = try TemporaryFolder()
    let empty = try folder.write(Data(), as: "empty.jpg")
    let text = try folder.write("no picture", as: "text.jpg")
    #expect(throws: VisionRuntimeError.missing(path: "none.jpg")) { try JPEGFrame(path: "none.jpg") }
    #expect(throws: VisionRuntimeError.empty(path: empty)) { try JPEGFrame(path: empty) }
    #expect {
      try JPEGFrame(path: text)
    } throws: {
      "\($0)".hasPrefix("Cannot decode '\(text)': Not a JPEG file")
    }
  }

  @Test func damagedBytesNeverCrash() throws {
    let folder = try TemporaryFolder()
    let whole = try Data(contentsOf: URL(fileURLWithPath: frame))
    var random = SeededGenerator(seed: 4)
    for _ in 0..<12 {
      var damaged = whole
      for _ in 0..<50 { damaged[Int.random(in: 0..<2000, using: &random)] = UInt8.random(in: 0...255, using: &random) }
      let path = try folder.write(damaged, as: "damaged.jpg")
      // Whether such a file can be decoded is libjpeg's to say; it must only come back.
      _ = try? JPEGFrame(path: path)
    }
  }
}
