import Foundation
import Imagery
import TestSupport
import Testing
import VisionRuntime

/// Frames that are decoded row by row, beside the same decoded whole.
@Suite struct JPEGRowsTests {
  private let frame = Sample.frames + "/DJI_0001.JPG"

  @Test(arguments: [Int32(1), 2])
  func windowsAreThoseOfTheWholeFrame(divisor: Int32) throws {
    let whole = try JPEGFrame(path: frame, divisor: divisor)
    let rows = try JPEGRows(path: frame, divisor: divisor)
    #expect(rows.size == whole.size)
    let side = try PixelSize(width: 200, height: 150)
    // Down the frame with overlaps and gaps, and up again.
    for (x, y) in [(0, 0), (300, 0), (10, 100), (17, 400), (0, whole.size.height - 150), (5, 3)] {
      let window = PixelRect(x: x, y: y, size: side)
      #expect(try rows.read(window).rgb == whole.read(window).rgb, "at \(x), \(y)")
    }
  }

  @Test func aFrameThatIsCutOffIsRefusedWhereItEnds() throws {
    let folder = try TemporaryFolder()
    let bytes = try Data(contentsOf: URL(fileURLWithPath: frame))
    let path = try folder.write(bytes.prefix(bytes.count / 2), as: "cut.jpg")
    let rows = try JPEGRows(path: path)
    let all = PixelRect(x: 0, y: 0, size: rows.size)
    #expect(throws: VisionRuntimeError.truncated(path: path)) { try rows.read(all) }
  }

  @Test func whatIsNoFrameIsRefused() throws {
    let folder = try TemporaryFolder()
    let (missing, empty) = (folder.path("missing.jpg"), try folder.write(Data(), as: "empty.jpg"))
    #expect(throws: VisionRuntimeError.missing(path: missing)) { try JPEGRows(path: missing) }
    #expect(throws: VisionRuntimeError.empty(path: empty)) { try JPEGRows(path: empty) }
    let text = try folder.write(Data("no picture".utf8), as: "text.jpg")
    #expect(throws: VisionRuntimeError.self) { try JPEGRows(path: text) }
  }
}
