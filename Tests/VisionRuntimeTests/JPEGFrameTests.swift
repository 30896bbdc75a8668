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
