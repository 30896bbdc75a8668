public import Imagery

/// How far a tile lies from what the network has learnt, and the part of the image that this is said of.
public struct TileFamiliarity: Sendable, Hashable {
  /// The part of the image that is the tile's own, without what neighbouring tiles are nearer to.
  public let cell: PixelRect

  /// How far the tile lies from what the network has learnt.
  public let unfamiliarity: Float

  /// How many pixels of the cell were surveyed.
  public let surveyedPixels: Int

  /// Puts a tile's figures together.
  public init(cell: PixelRect, unfamiliarity: Float, surveyedPixels: Int) {
    self.cell = cell
    self.unfamiliarity = unfamiliarity
    self.surveyedPixels = surveyedPixels
  }

  /// Takes the figure of a tile; nil where it has none, and where less than half of what it shows of the image was surveyed.
  init?(_ unfamiliarity: Float?, of tile: ImageTile, index: Int, in grid: TileGrid) throws {
    guard let unfamiliarity else { return nil }
    let (column, row) = (index % grid.columnOrigins.count, index / grid.columnOrigins.count)
    let (window, cell) = (try grid.window(column: column, row: row), try grid.cell(column: column, row: row))
    guard let surveyed = tile.surveyed?.span else {
      self.init(cell: cell, unfamiliarity: unfamiliarity, surveyedPixels: cell.size.pixelCount)
      return
    }
    func count(_ part: PixelRect) -> Int {
      var count = 0
      for line in part.rows {
        let start = (line - window.y) * tile.size.width - window.x
        for place in start + part.x..<start + part.x + part.size.width where surveyed[place] != 0 { count += 1 }
      }
      return count
    }
    // What continues a small image by mirroring is no part of it.
    guard count(window) * 2 >= window.size.pixelCount else { return nil }
    self.init(cell: cell, unfamiliarity: unfamiliarity, surveyedPixels: count(cell))
  }
}
