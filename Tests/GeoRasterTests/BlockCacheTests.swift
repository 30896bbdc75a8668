import Imagery
import Testing

@testable import GeoRaster

/// The memory for blocks, for windows of 512 px of three bands of 8 bits.
@Suite struct BlockCacheTests {
  private func bytes(_ width: Int, _ height: Int, block: (Int, Int)) throws -> Int {
    try BlockCache(
      imageSize: PixelSize(width: width, height: height),
      blockWidth: block.0,
      blockHeight: block.1,
      bytesPerPixel: 3
    ).bytes(forWindowsOf: 512)
  }

  @Test func aRowOfWindowsIsKeptWhereItFits() throws {
    // A window touches two rows of blocks at most; beside them a row of the mask's blocks and 4 MiB.
    #expect(try bytes(4096, 4096, block: (512, 512)) == 2 * 512 * (4096 + 512) * 3 + 384 * 4096 + (4 << 20))
  }

  @Test func stripsAreKeptHoweverWideTheyAre() throws {
    let strips = try bytes(60_000, 1000, block: (60_000, 1))
    #expect(strips >= 512 * 60_000 * 3 + 512 * 60_000)
  }

  @Test func memoryForTilesGrowsWithTheMaskAlone() throws {
    let (one, two) = (try bytes(50_000, 50_000, block: (512, 512)), try bytes(100_000, 100_000, block: (512, 512)))
    #expect(two - one == 50_000 * 384)
  }

  @Test func noFileAsksForMoreThanAGibibyte() throws {
    #expect(try bytes(1_000_000, 1_000_000, block: (1_000_000, 1_000_000)) == 1 << 30)
    #expect(try bytes(1, 1, block: (0, 0)) < 5 << 20)
  }
}
