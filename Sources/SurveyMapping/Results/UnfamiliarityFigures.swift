import Imagery
import Segmentation

/// How much of an input is unlike what the model has learnt, in plain numbers, as the journal keeps it.
struct UnfamiliarityFigures: Codable, Hashable {
  /// A part of the image that is beyond the limit.
  struct Cell: Codable, Hashable {
    let x: Int
    let y: Int
    let width: Int
    let height: Int
    let unfamiliarity: Double
  }

  /// The tiles that have a figure.
  let tiles: Int
  /// Those of them that are beyond the limit.
  let tilesBeyondLimit: Int
  /// The sum of the figures of all tiles.
  let sum: Double
  /// The surveyed pixels of the tiles, each counted once.
  let pixels: Int
  /// Those of the tiles beyond the limit.
  let pixelsBeyondLimit: Int
  /// Where the tiles beyond the limit lie.
  private(set) var cells: [Cell]

  /// Takes the figures of an input's tiles.
  init(_ tiles: [TileFamiliarity], of card: ModelCard.Unfamiliarity) {
    let beyond = tiles.filter { card.isBeyond($0.unfamiliarity) }
    self.tiles = tiles.count
    tilesBeyondLimit = beyond.count
    sum = tiles.reduce(0) { $0 + Double($1.unfamiliarity) }
    pixels = tiles.reduce(0) { $0 + $1.surveyedPixels }
    pixelsBeyondLimit = beyond.reduce(0) { $0 + $1.surveyedPixels }
    cells = beyond.map {
      Cell(
        x: $0.cell.x,
        y: $0.cell.y,
        width: $0.cell.size.width,
        height: $0.cell.size.height,
        unfamiliarity: Double($0.unfamiliarity)
      )
    }
  }

  /// The same without the places, which a summary does not list.
  var withoutCells: UnfamiliarityFigures {
    var figures = self
    figures.cells = []
    return figures
  }

  /// The part of the surveyed pixels that lies in tiles beyond the limit, from 0 to 1; 0 where there are none.
  var share: Double { pixels > 0 ? Double(pixelsBeyondLimit) / Double(pixels) : 0 }

  /// Whether the user should be told: more than a tenth of the tiles is beyond the limit, of a few tiles more than half.
  var isWorthANotice: Bool { tilesBeyondLimit * (tiles < 10 ? 2 : 10) > tiles }
}
