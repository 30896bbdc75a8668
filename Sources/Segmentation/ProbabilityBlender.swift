import Imagery

/// Adds up the weighted probabilities of overlapping tiles and gives out the rows that no further tile touches.
///
/// Tiles come row of tiles by row of tiles. Only the rows under the present row of tiles are held, so memory depends
/// on the width of the image, not on its height. The weights are products of a weight along the row and one along the
/// column; a tile left out because nothing in it was surveyed covers no surveyed pixel, so the sums of the weights need
/// no bookkeeping.
struct ProbabilityBlender {
  private let grid: TileGrid
  private let classCount: Int
  private let window: BlendWindow
  private let columnSums: [Float]
  private let rowSums: [Float]
  /// The first row that is held.
  private var heldRow = 0
  /// The first row that was not given out yet.
  private(set) var firstRow = 0
  /// Weighted probabilities of all classes but 0, as `[class - 1, row, column]`; class 0 is what is left to 1.
  ///
  /// Those of the first class are below 0 where nothing was surveyed so far.
  private var sums: [[Float]]

  /// No sum of weighted probabilities, and exact in all arithmetic on it.
  private static let nothing: Float = -1

  init(grid: TileGrid, classCount: Int) {
    self.grid = grid
    self.classCount = classCount
    window = BlendWindow(tileInPixels: grid.tileInPixels)
    columnSums = window.sums(origins: grid.columnOrigins, length: grid.imageSize.width)
    rowSums = window.sums(origins: grid.rowOrigins, length: grid.imageSize.height)
    let held = grid.imageSize.width * min(grid.tileInPixels, grid.imageSize.height)
    sums = Array(repeating: [Float](repeating: 0, count: held), count: classCount - 1)
    sums[0] = [Float](repeating: Self.nothing, count: held)
  }

  /// Adds a tile's probabilities, `[class, row, column]`, and its surveyed pixels.
  mutating func add(_ probabilities: [Float], of tile: ImageTile, at rect: PixelRect) {
    let side = grid.tileInPixels
    let width = grid.imageSize.width
    let weights = window.weights
    for index in 1..<classCount {
      let plane = index * side * side
      for row in 0..<rect.size.height {
        let rowWeight = weights[row]
        let source = plane + row * side
        let target = (rect.y - heldRow + row) * width + rect.x
        var held = sums[index - 1].mutableSpan
        let given = probabilities.span
        let columnWeights = weights.span
        if index == 1 {
          // The first tile of a place finds nothing there; what was not surveyed is made so again below.
          for column in 0..<rect.size.width {
            let weighted = max(given[source + column], 0) * (columnWeights[column] * rowWeight)
            held[target + column] = max(held[target + column], 0) + weighted
          }
        } else {
          for column in 0..<rect.size.width {
            held[target + column] += given[source + column] * (columnWeights[column] * rowWeight)
          }
        }
      }
    }
    markNotSurveyed(tile, at: rect)
  }

  private mutating func markNotSurveyed(_ tile: ImageTile, at rect: PixelRect) {
    guard let flags = tile.surveyed?.span else { return }
    let side = tile.size.width
    var held = sums[0].mutableSpan
    for row in 0..<rect.size.height {
      let target = (rect.y - heldRow + row) * grid.imageSize.width + rect.x
      for column in 0..<rect.size.width where flags[row * side + column] == 0 { held[target + column] = Self.nothing }
    }
  }

  /// Gives out the rows above `row`, which no further tile touches.
  mutating func finishRows(upTo row: Int) throws -> MaskRows {
    let width = grid.imageSize.width
    let count = (row - firstRow) * width
    var classes = [UInt8](repeating: ClassMask.notSurveyed, count: count)
    var confidence = [Float](repeating: 0, count: count)
    for line in 0..<(row - firstRow) {
      let held = (firstRow - heldRow + line) * width
      decide(held, rowSum: rowSums[firstRow + line], at: line * width, &classes, &confidence)
    }
    let rows = try MaskRows(firstRow: firstRow, width: width, classes: classes, confidence: confidence)
    firstRow = row
    return rows
  }

  /// Chooses the class of each pixel of a row that is held from `held` on.
  private func decide(
    _ held: Int,
    rowSum: Float,
    at start: Int,
    _ classes: inout [UInt8],
    _ confidence: inout [Float]
  ) {
    var chosen = classes.mutableSpan
    var sure = confidence.mutableSpan
    let plane = sums[0]
    let first = plane.span
    let columnSums = columnSums.span
    guard classCount > 2 else {
      for column in columnSums.indices {
        let sum = first[held + column]
        let probability = sum * (1 / (rowSum * columnSums[column]))
        let background = 1 - probability
        let isClean = background >= probability
        chosen[start + column] = sum < 0 ? ClassMask.notSurveyed : isClean ? 0 : 1
        sure[start + column] = sum < 0 ? 0 : isClean ? background : probability
      }
      return
    }
    for column in columnSums.indices where first[held + column] >= 0 {
      let scale = 1 / (rowSum * columnSums[column])
      var background: Float = 1
      var best: UInt8 = 0
      var bestProbability: Float = -1
      for index in 1..<classCount {
        let probability = sums[index - 1][held + column] * scale
        background -= probability
        if probability > bestProbability {
          bestProbability = probability
          best = UInt8(index)
        }
      }
      let isClean = background >= bestProbability
      chosen[start + column] = isClean ? 0 : best
      sure[start + column] = isClean ? background : bestProbability
    }
  }

  /// Makes room for the rows that follow in place of those that were given out.
  mutating func forgetFinishedRows() {
    let shift = (firstRow - heldRow) * grid.imageSize.width
    for index in sums.indices { Self.shift(&sums[index], by: shift, filling: index == 0 ? Self.nothing : 0) }
    heldRow = firstRow
  }

  private static func shift<Element>(_ values: inout [Element], by count: Int, filling filler: Element) {
    let kept = max(values.count - count, 0)
    var held = values.mutableSpan
    for index in 0..<kept { held[index] = held[index + count] }
    for index in kept..<held.count { held[index] = filler }
  }
}
