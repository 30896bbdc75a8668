import Imagery
import Segmentation

/// A part of an image of which a label would teach much, in plain numbers, as the journal keeps it.
struct DoubtfulCell: Codable, Hashable {
  /// How many of an input are kept: more are never shown of one.
  static let mostKept = 12

  let x: Int
  let y: Int
  let width: Int
  let height: Int
  /// How much a label is needed there: how unsure the network is, up to three times as much on ground unlike what it knows.
  let need: Double

  private init(_ tile: TileDoubt) {
    (x, y) = (tile.cell.x, tile.cell.y)
    (width, height) = (tile.cell.size.width, tile.cell.size.height)
    need = Double(tile.doubt) * (1 + min(max(Double(tile.unfamiliarity ?? 0), 0), 2))
  }

  /// The cells of an image that need labels most, the neediest first.
  static func most(of tiles: [TileDoubt]) -> [DoubtfulCell] {
    let cells = tiles.map(DoubtfulCell.init).filter { $0.need > 0 }
    return Array(cells.sorted { ($0.need, $1.y, $1.x) > ($1.need, $0.y, $0.x) }.prefix(mostKept))
  }
}
