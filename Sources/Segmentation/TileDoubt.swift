public import Imagery

/// How unsure a network is of a tile, and the part of the image that this is said of.
public struct TileDoubt: Sendable, Hashable {
  /// Every fourth row and column is looked at, which is as fine as a network's scores are.
  private static let stride = 4

  /// The part of the image that is the tile's own, without what neighbouring tiles are nearer to.
  public let cell: PixelRect

  /// How little the most probable class leads the next, on average over the surveyed pixels: 0 is sure, 1 a toss of a coin.
  public let doubt: Float

  /// How far the tile lies from what the network has learnt; nil where the network does not say.
  public let unfamiliarity: Float?

  /// Puts a tile's figures together.
  public init(cell: PixelRect, doubt: Float, unfamiliarity: Float?) {
    self.cell = cell
    self.doubt = doubt
    self.unfamiliarity = unfamiliarity
  }

  /// Takes the scores of a tile; nil where less than half of its cell was surveyed.
  init?(_ scores: TileScores, of tile: ImageTile, classCount: Int, index: Int, in grid: TileGrid) throws {
    let (column, row) = (index % grid.columnOrigins.count, index / grid.columnOrigins.count)
    let (window, cell) = (try grid.window(column: column, row: row), try grid.cell(column: column, row: row))
    let count = tile.size.pixelCount
    let (numbers, surveyed) = (scores.probabilities.span, tile.surveyed?.span)
    var (sum, seen, all) = (Float(0), 0, 0)
    for y in Swift.stride(from: cell.y - window.y, to: cell.y - window.y + cell.size.height, by: Self.stride) {
      for x in Swift.stride(from: cell.x - window.x, to: cell.x - window.x + cell.size.width, by: Self.stride) {
        all += 1
        let place = y * tile.size.width + x
        if let surveyed, surveyed[place] == 0 { continue }
        var (best, next) = (Float(0), Float(0))
        for index in 0..<classCount {
          let value = numbers[index * count + place]
          next = max(next, min(best, value))
          best = max(best, value)
        }
        sum += 1 - (best - next)
        seen += 1
      }
    }
    guard seen * 2 >= all, seen > 0 else { return nil }
    self.init(cell: cell, doubt: sum / Float(seen), unfamiliarity: scores.unfamiliarity)
  }
}
