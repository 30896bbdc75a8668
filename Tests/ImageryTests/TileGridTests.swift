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
        == "An overlap of 3 px does not fit tiles of 4 px. Choose one between 0 and half of the tile (2 px)."
    }
  }
}
