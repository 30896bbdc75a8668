import Imagery
import TestSupport
import Testing

@Suite struct TileGridTests {
  @Test func tilesOf512With128OverlapOver4096AreElevenEachWay() throws {
    let grid = try TileGrid(imageSize: PixelSize(width: 4096, height: 4096), tileInPixels: 512, overlapInPixels: 128)
    #expect(grid.columnOrigins.count == 11)
    #expect(grid.columnOrigins.first == 0)
    #expect(grid.columnOrigins.last == 4096 - 512)
    #expect(grid.tileCount == 121)
  }

  @Test func anImageSmallerThanATileHasOneTileOfItsOwnSize() throws {
    let grid = try TileGrid(imageSize: PixelSize(width: 100, height: 700), tileInPixels: 512, overlapInPixels: 64)
    #expect(grid.columnOrigins == [0])
    #expect(grid.rowOrigins == [0, 188])
    #expect(try grid.window(column: 0, row: 1) == PixelRect(x: 0, y: 188, size: PixelSize(width: 100, height: 512)))
  }

  @Test func thriftyTilesLeaveLittleOver() throws {
    let sides = stride(from: 512, through: 1280, by: 32)
    func side(_ width: Int, _ height: Int) throws -> Int? {
      try TileGrid.thriftiestSide(for: PixelSize(width: width, height: height), of: sides, overlapInPixels: 128)
    }
    // 6 x 4 tiles of 1024 px are 1.26 times the pixels, 14 x 10 of 512 px 1.84 times; 4 x 3 of 1120 px reach 384 px less
    // than four and three of them.
    #expect(try side(5472, 3648) == 1024)
    #expect(try side(4000, 3000) == 1120)
    #expect(try side(300, 200) == 512)
    #expect(
      try TileGrid.thriftiestSide(for: PixelSize(width: 9, height: 9), of: EmptyCollection<Int>(), overlapInPixels: 1)
        == nil
    )
  }

  @Test func everyPixelIsCoveredAndNeighboursOverlapEnough() throws {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<200 {
      let tile = Int.random(in: 1...64, using: &random)
      let overlap = Int.random(in: 0...(tile / 2), using: &random)
      let length = Int.random(in: 1...500, using: &random)
      let size = try PixelSize(width: length, height: 1)
      let origins = try TileGrid(imageSize: size, tileInPixels: tile, overlapInPixels: overlap).columnOrigins
      #expect(origins[0] == 0)
      #expect(length <= tile ? origins == [0] : origins.last == length - tile)
      for (left, right) in zip(origins, origins.dropFirst()) {
        #expect(right > left)
        #expect(left + tile - right >= overlap)
      }
    }
  }

  @Test func anOverlapOfMoreThanHalfATileIsRefused() {
    #expect {
      try TileGrid(imageSize: PixelSize(width: 9, height: 9), tileInPixels: 4, overlapInPixels: 3)
    } throws: {
      "\($0)"
        == "An overlap of 3 px does not fit tiles of 4 px. Choose --overlap between 0 and half of the tile (2 px)."
    }
  }
}
