import Foundation
import Imagery
import TestSupport
import Testing
import VisionRuntime

/// When and how pictures of a video are shown.
@Suite struct VideoTimesTests {
  /// Frame k has its left 20 (k + 1) columns red and is shown at k / 10 s; coded with B-frames.
  @Test(.enabled(if: SharedFiles.exists("cases/mapping/bframes_h264.mp4"), "needs ../shared"))
  func picturesComeInTheOrderAndAtTheTimesAtWhichTheyAreShown() throws {
    let reader = try VideoReader(path: SharedFiles.path("cases/mapping/bframes_h264.mp4"))
    #expect(reader.cutStartSeconds == 0)
    var count = 0
    while let moment = try reader.next() {
      #expect(abs(moment.seconds - Double(moment.number) / 10) < 1e-6)
      let picture = try reader.picture()
      let row = picture.size.height / 2 * picture.size.width
      let red = (0..<picture.size.width).count { column in
        let place = (row + column) * 3
        return Int(picture.rgb[place]) > Int(picture.rgb[place + 1]) + 80
      }
      #expect(abs(red - 20 * (moment.number + 1)) <= 4, "picture \(moment.number)")
      count += 1
    }
    #expect(count == 30)
  }

  /// A list of files is no video, whatever it is called.
  @Test func aPlayListReadsNoOtherFile() throws {
    let folder = try TemporaryFolder()
    let list = try folder.write("#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n", as: "list.mp4")
    #expect(throws: VisionRuntimeError.self) { try VideoReader(path: list) }
    let parts = try folder.write("ffconcat version 1.0\nfile other.mp4\n", as: "parts.mp4")
    #expect(throws: VisionRuntimeError.self) { try VideoReader(path: parts) }
  }
}
