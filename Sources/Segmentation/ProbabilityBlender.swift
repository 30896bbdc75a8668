import Imagery

/// Blends the probabilities of overlapping tiles and decides on the pixels that no further tile touches.
///
/// Tiles come row of tiles by row of tiles. Sums of weighted probabilities are held where tiles are still to come: under
/// the present tile, and over the whole width in the rows that the next row of tiles covers too. What is decided takes a
/// byte or two for a pixel. So memory depends on the width of the image, not on its height.
///
/// The weights are products of a weight along the row and one along the column; a tile left out because nothing in it was
/// surveyed covers no surveyed pixel, so the sums of the weights need no bookkeeping.
struct ProbabilityBlender {
  private let grid: TileGrid
  private let classCount: Int
  private let weights: [Float]
  /// The sum of the weights at each column of the image, and one over that at each column and row.
  private let columnSums: [Float]
  private let columnScales: [Float]
  private let rowScales: [Float]
  /// The most rows from one row of tiles to the next.
  private let longestStep: Int
  /// The sums under the present tile, `[class - 1, row, column]`; class 0 is what is left to 1.
  ///
  /// Those of the first class are below 0 where nothing was surveyed so far.
  private var present: [[Float]]
  /// The rows that two rows of tiles share: what the row of tiles above gave, and left of the present tile what its own did.
  private var shared: SharedRows
  /// The decided pixels of the present row of tiles, `[row, column of the image]`.
  private var decided: DecidedRows
  /// The present row of tiles.
  private var tileRow = 0
  /// The first row that was not given out yet.
  private var nextRow = 0

  /// No sum of weighted probabilities, and exact in all arithmetic on it.
  private static let nothing: Float = -1

  init(grid: TileGrid, classCount: Int) {
    self.grid = grid
    self.classCount = classCount
    let (size, side) = (grid.imageSize, grid.tileInPixels)
    let window = BlendWindow(tileInPixels: side)
    weights = window.weights
    columnSums = window.sums(origins: grid.columnOrigins, length: size.width)
    columnScales = columnSums.map { 1 / $0 }
    rowScales = window.sums(origins: grid.rowOrigins, length: size.height).map { 1 / $0 }
    let steps = zip(grid.rowOrigins.dropFirst(), grid.rowOrigins).map { $0 - $1 }
    longestStep = steps.max() ?? min(side, size.height)
    present = Array(repeating: [Float](repeating: 0, count: side * side), count: classCount - 1)
    shared = SharedRows(rowCount: side - (steps.min() ?? side), width: size.width, classCount: classCount)
    decided = DecidedRows(pixelCount: longestStep * size.width, classCount: classCount)
  }

  /// Takes the next tile.
  ///
  /// - Parameters:
  ///   - probabilities: those of all classes, `[class, row, column]`; nil where nothing in the tile was surveyed.
  ///   - tile: the tile.
  ///   - column: its place in the present row of tiles.
  mutating func add(_ probabilities: [Float]?, of tile: ImageTile, column: Int) {
    open(column)
    if let probabilities {
      for index in 1..<classCount { add(probabilities, index) }
      markNotSurveyed(tile)
    }
    close(column)
  }

  /// Ends the present row of tiles; all of its rows must have been given out.
  mutating func endRowOfTiles() { tileRow += 1 }

  /// Gives out the next rows that no further tile touches; nil where the present row of tiles has no more.
  mutating func nextRows(atMost most: Int) throws -> MaskRows? {
    let width = grid.imageSize.width
    let top = grid.rowOrigins[tileRow]
    let boundary = top + decidedRows
    let isLast = tileRow == grid.rowOrigins.count - 1
    let end = nextRow < boundary || !isLast ? boundary : grid.imageSize.height
    let rows = nextRow..<min(nextRow + most, end)
    guard !rows.isEmpty else { return nil }
    nextRow = rows.upperBound
    if rows.lowerBound < boundary {
      let (classes, confidence) = decided.pixels((rows.lowerBound - top) * width..<(rows.upperBound - top) * width)
      return try MaskRows(firstRow: rows.lowerBound, width: width, classes: classes, confidence: confidence)
    }
    // Below the last row of tiles there is none that would share these with it.
    var last = DecidedRows(pixelCount: rows.count * width, classCount: classCount)
    var line = Array(repeating: [Float](repeating: 0, count: width), count: classCount - 1)
    for row in rows {
      shared.restore(
        row: row - boundary,
        weight(ofRow: row, through: tileRow),
        columnSums,
        0..<width,
        into: &line,
        at: 0
      )
      last.decide(line, at: 0, rowScales[row], columnScales, 0..<width, at: (row - rows.lowerBound) * width)
    }
    let (classes, confidence) = last.pixels(0..<rows.count * width)
    return try MaskRows(firstRow: rows.lowerBound, width: width, classes: classes, confidence: confidence)
  }

  /// The sum of the weights along the column that the rows of tiles up to one of them give to a row of the image.
  private func weight(ofRow row: Int, through last: Int) -> Float {
    var sum: Float = 0
    var tiles = last
    while tiles >= 0, grid.rowOrigins[tiles] + grid.tileInPixels > row {
      sum += weights[row - grid.rowOrigins[tiles]]
      tiles -= 1
    }
    return sum
  }

  /// How many rows of the present row of tiles are decided tile by tile; the rest is shared with the next one.
  private var decidedRows: Int {
    let rows = grid.rowOrigins
    return tileRow + 1 < rows.count ? rows[tileRow + 1] - rows[tileRow] : min(longestStep, rowsOfTile)
  }

  private var rowsOfTile: Int { min(grid.tileInPixels, grid.imageSize.height - grid.rowOrigins[tileRow]) }

  private var columnsOfTile: Int { min(grid.tileInPixels, grid.imageSize.width) }

  /// Puts the sums of the row of tiles above where the present tile reaches beyond the last one.
  private mutating func open(_ column: Int) {
    let side = grid.tileInPixels
    let (origin, top) = (grid.columnOrigins[column], grid.rowOrigins[tileRow])
    let first = column == 0 ? 0 : grid.columnOrigins[column - 1] + side - origin
    let above = tileRow == 0 ? 0 : min(grid.rowOrigins[tileRow - 1] + side - top, rowsOfTile)
    let (rows, columns) = (above..<rowsOfTile, first..<columnsOfTile)
    for row in 0..<above {
      let wanted = origin + columns.lowerBound..<origin + columns.upperBound
      let weight = weight(ofRow: top + row, through: tileRow - 1)
      shared.restore(row: row, weight, columnSums, wanted, into: &present, at: row * side + first)
    }
    for index in present.indices {
      var sums = present[index].mutableSpan
      let filler: Float = index == 0 ? Self.nothing : 0
      for row in rows {
        for place in columns { sums[row * side + place] = filler }
      }
    }
  }

  private mutating func add(_ probabilities: [Float], _ index: Int) {
    let (side, rows, columns) = (grid.tileInPixels, rowsOfTile, columnsOfTile)
    let given = probabilities.span
    let weights = weights
    let columnWeights = weights.span
    var sums = present[index - 1].mutableSpan
    for row in 0..<rows {
      let rowWeight = columnWeights[row]
      let (source, target) = (index * side * side + row * side, row * side)
      if index == 1 {
        // The first tile of a place finds nothing there; what was not surveyed is made so again below.
        for column in 0..<columns {
          let weighted = max(given[source + column], 0) * (columnWeights[column] * rowWeight)
          sums[target + column] = max(sums[target + column], 0) + weighted
        }
      } else {
        for column in 0..<columns {
          sums[target + column] += given[source + column] * (columnWeights[column] * rowWeight)
        }
      }
    }
  }

  private mutating func markNotSurveyed(_ tile: ImageTile) {
    guard let flags = tile.surveyed?.span else { return }
    let (side, rows, columns) = (grid.tileInPixels, rowsOfTile, columnsOfTile)
    var sums = present[0].mutableSpan
    for row in 0..<rows {
      for column in 0..<columns where flags[row * side + column] == 0 { sums[row * side + column] = Self.nothing }
    }
  }

  /// Decides on the columns that the next tile does not touch, and moves the others to where it begins.
  private mutating func close(_ column: Int) {
    let (side, width) = (grid.tileInPixels, grid.imageSize.width)
    let (origins, origin) = (grid.columnOrigins, grid.columnOrigins[column])
    let isLast = column + 1 == origins.count
    let done = isLast ? columnsOfTile : origins[column + 1] - origin
    let (top, decidedRows, rowsOfTile) = (grid.rowOrigins[tileRow], decidedRows, rowsOfTile)
    let columns = origin..<origin + done
    for row in 0..<decidedRows {
      let target = row * width + origin
      decided.decide(present, at: row * side, rowScales[top + row], columnScales, columns, at: target)
    }
    for row in decidedRows..<max(rowsOfTile, decidedRows) {
      let weight = weight(ofRow: top + row, through: tileRow)
      shared.keep(present, at: row * side, row: row - decidedRows, weight, columnScales, columns)
    }
    guard !isLast else { return }
    for index in present.indices {
      var sums = present[index].mutableSpan
      for row in 0..<rowsOfTile {
        for place in row * side..<(row + 1) * side - done { sums[place] = sums[place + done] }
      }
    }
  }
}
