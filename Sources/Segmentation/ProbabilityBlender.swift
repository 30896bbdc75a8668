import Imagery

/// Blends the probabilities of overlapping tiles and decides on the pixels that no further tile touches.
///
/// Tiles come row of tiles by row of tiles. Sums of weighted probabilities are held where tiles are still to come: under
/// the present tile, and over the whole width in the rows that the next row of tiles covers too. What is decided takes two
/// bytes a pixel. So memory depends on the width of the image, not on its height.
///
/// The weights are products of a weight along the row and one along the column; a tile left out because nothing in it was
/// surveyed covers no surveyed pixel, so the sums of the weights need no bookkeeping.
struct ProbabilityBlender {
  private let grid: TileGrid
  private let classCount: Int
  private let weights: [Float]
  /// One over the sum of the weights at each column and row of the image.
  private let columnScales: [Float]
  private let rowScales: [Float]
  /// The most rows from one row of tiles to the next.
  private let longestStep: Int
  /// The sums under the present tile, `[class - 1, row, column]`; class 0 is what is left to 1.
  ///
  /// Those of the first class are below 0 where nothing was surveyed so far.
  private var present: [[Float]]
  /// The sums in the rows that two rows of tiles share, `[class - 1, row, column of the image]`: those of the row of tiles
  /// above, and left of the present tile those of its own.
  private var shared: [[Float]]
  /// The decided pixels of the present row of tiles as `MaskRows` has them, `[row, column of the image]`.
  private var classes: [UInt8]
  private var confidence: [UInt8]
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
    columnScales = window.sums(origins: grid.columnOrigins, length: size.width).map { 1 / $0 }
    rowScales = window.sums(origins: grid.rowOrigins, length: size.height).map { 1 / $0 }
    let steps = zip(grid.rowOrigins.dropFirst(), grid.rowOrigins).map { $0 - $1 }
    longestStep = steps.max() ?? min(side, size.height)
    let sharedRows = side - (steps.min() ?? side)
    present = Array(repeating: [Float](repeating: 0, count: side * side), count: classCount - 1)
    shared = Array(repeating: [Float](repeating: 0, count: sharedRows * size.width), count: classCount - 1)
    classes = [UInt8](repeating: ClassMask.notSurveyed, count: longestStep * size.width)
    confidence = [UInt8](repeating: 0, count: longestStep * size.width)
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
      let part = (rows.lowerBound - top) * width..<(rows.upperBound - top) * width
      return try MaskRows(
        firstRow: rows.lowerBound,
        width: width,
        classes: Array(classes[part]),
        confidence: Array(confidence[part])
      )
    }
    // Below the last row of tiles there is none that would share these with it.
    var last = [UInt8](repeating: ClassMask.notSurveyed, count: rows.count * width)
    var sure = [UInt8](repeating: 0, count: rows.count * width)
    for row in rows {
      let target = (row - rows.lowerBound) * width
      let scale = rowScales[row]
      Self.decide(shared, at: (row - boundary) * width, scale, columnScales, 0..<width, &last, &sure, at: target)
    }
    return try MaskRows(firstRow: rows.lowerBound, width: width, classes: last, confidence: sure)
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
    let (side, width) = (grid.tileInPixels, grid.imageSize.width)
    let origin = grid.columnOrigins[column]
    let first = column == 0 ? 0 : grid.columnOrigins[column - 1] + side - origin
    let (rows, columns) = (rowsOfTile, columnsOfTile)
    let above = tileRow == 0 ? 0 : grid.rowOrigins[tileRow - 1] + side - grid.rowOrigins[tileRow]
    for index in present.indices {
      let plane = shared[index]
      let kept = plane.span
      var sums = present[index].mutableSpan
      for row in 0..<rows {
        let target = row * side
        if row < above {
          let source = row * width + origin
          for place in first..<columns { sums[target + place] = kept[source + place] }
        } else {
          let filler: Float = index == 0 ? Self.nothing : 0
          for place in first..<columns { sums[target + place] = filler }
        }
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
    for row in 0..<decidedRows {
      let (columns, target) = (origin..<origin + done, row * width + origin)
      let scale = rowScales[top + row]
      Self.decide(present, at: row * side, scale, columnScales, columns, &classes, &confidence, at: target)
    }
    for index in present.indices {
      var kept = shared[index].mutableSpan
      var sums = present[index].mutableSpan
      for row in decidedRows..<max(rowsOfTile, decidedRows) {
        let (source, target) = (row * side, (row - decidedRows) * width + origin)
        for place in 0..<done { kept[target + place] = sums[source + place] }
      }
      for row in 0..<(isLast ? 0 : rowsOfTile) {
        for place in row * side..<(row + 1) * side - done { sums[place] = sums[place + done] }
      }
    }
  }

  /// Chooses the class of each pixel of a part of a row.
  private static func decide(
    _ sums: [[Float]],
    at start: Int,
    _ rowScale: Float,
    _ columnScales: [Float],
    _ columns: Range<Int>,
    _ classes: inout [UInt8],
    _ confidence: inout [UInt8],
    at target: Int
  ) {
    let plane = sums[0]
    let first = plane.span
    let scales = columnScales.span
    var chosen = classes.mutableSpan
    var sure = confidence.mutableSpan
    guard sums.count > 1 else {
      // Without a choice of code in it: a processor does many pixels at once.
      for place in 0..<columns.count {
        let sum = first[start + place]
        let probability = sum * (rowScale * scales[columns.lowerBound + place])
        let isWeed = probability > 0.5
        chosen[target + place] = sum < 0 ? ClassMask.notSurveyed : isWeed ? 1 : 0
        sure[target + place] = sum < 0 ? 0 : rounded(isWeed ? probability : 1 - probability)
      }
      return
    }
    for place in 0..<columns.count {
      guard first[start + place] >= 0 else {
        (chosen[target + place], sure[target + place]) = (ClassMask.notSurveyed, 0)
        continue
      }
      let scale = rowScale * scales[columns.lowerBound + place]
      var background: Float = 1
      var best: UInt8 = 0
      var most: Float = -1
      for index in sums.indices {
        let probability = sums[index][start + place] * scale
        background -= probability
        if probability > most { (best, most) = (UInt8(index + 1), probability) }
      }
      let isClean = background >= most
      chosen[target + place] = isClean ? 0 : best
      sure[target + place] = rounded(isClean ? background : most)
    }
  }

  /// A probability in 255ths, which tell confidences apart as finely as anybody looks at them.
  private static func rounded(_ probability: Float) -> UInt8 {
    UInt8(truncatingIfNeeded: Int32(min(max(probability, 0), 1) * 255 + 0.5))
  }
}
