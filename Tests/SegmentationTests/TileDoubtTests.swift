import Imagery
import Testing

@testable import Segmentation

@Suite("How unsure a network is of a tile")
struct TileDoubtTests {
  private let grid: TileGrid
  private let size: PixelSize

  init() throws {
    size = try PixelSize(width: 16, height: 16)
    grid = try TileGrid(imageSize: size, tileInPixels: 16, overlapInPixels: 0)
  }

  private func tile(surveyed: [UInt8]? = nil) throws -> ImageTile {
    try ImageTile(size: size, rgb: [UInt8](repeating: 9, count: 16 * 16 * 3), surveyed: surveyed)
  }

  private func doubt(_ left: [Float], _ right: [Float], surveyed: [UInt8]? = nil) throws -> TileDoubt? {
    var numbers: [Float] = []
    for index in left.indices {
      for _ in 0..<16 { for x in 0..<16 { numbers.append(x < 8 ? left[index] : right[index]) } }
    }
    let scores = TileScores(numbers, unfamiliarity: 0.5)
    return try TileDoubt(scores, of: tile(surveyed: surveyed), classCount: left.count, index: 0, in: grid)
  }

  @Test("One minus the lead of the most probable class, on average")
  func mean() throws {
    let sure = try #require(try doubt([1, 0], [0, 1]))
    #expect(sure.doubt == 0)
    #expect(sure.unfamiliarity == 0.5)
    let half = try #require(try doubt([0.5, 0.5], [1, 0]))
    #expect(abs(half.doubt - 0.5) < 1e-6)
    let three = try #require(try doubt([0.2, 0.5, 0.3], [0.3, 0.2, 0.5]))
    #expect(abs(three.doubt - 0.8) < 1e-6)
  }

  @Test("Ground that was not surveyed does not count; a tile that shows little of the survey says nothing")
  func surveyed() throws {
    let left = (0..<256).map { UInt8($0 % 16 < 8 ? 255 : 0) }
    let found = try #require(try doubt([0.5, 0.5], [1, 0], surveyed: left))
    #expect(abs(found.doubt - 1) < 1e-6)
    let strip = (0..<256).map { UInt8($0 % 16 < 4 ? 255 : 0) }
    #expect(try doubt([0.5, 0.5], [1, 0], surveyed: strip) == nil)
  }
}
