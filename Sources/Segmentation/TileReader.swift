import Imagery

/// Reads the tiles of an image one after the other, for tasks that each want one of them.
///
/// Sources decode rows as they go, so tiles are read in their order whichever task asks first.
actor TileReader<Source: RasterSource> {
  private let source: Source
  private let grid: TileGrid
  private let margin: Int
  private var next = 0
  private var waiting: [Int: CheckedContinuation<Void, Never>] = [:]

  init(_ source: Source, grid: TileGrid, margin: Int) {
    self.source = source
    self.grid = grid
    self.margin = margin
  }

  /// The tile of an index, padded to its size, once all before it were read.
  ///
  /// With it comes what the network looks at, which is larger by the margin, and how long reading took.
  ///
  /// To be called once for each index without a gap, even after an error, so that nobody waits for ever.
  func tile(_ index: Int) async throws -> (tile: ImageTile, seen: ImageTile, time: Duration) {
    if next != index { await withCheckedContinuation { waiting[index] = $0 } }
    defer {
      next += 1
      waiting.removeValue(forKey: next)?.resume()
    }
    try Task.checkCancellation()
    let start = ContinuousClock.now
    let columns = grid.columnOrigins.count
    let window = try grid.window(column: index % columns, row: index / columns)
    let side = grid.tileInPixels
    guard margin > 0 else {
      let tile = try source.read(window).padded(toSide: side)
      return (tile, tile, ContinuousClock.now - start)
    }
    let (left, top) = (min(window.x, margin), min(window.y, margin))
    let part = PixelRect(
      x: window.x - left,
      y: window.y - top,
      size: try PixelSize(
        width: min(grid.imageSize.width, window.x + side + margin) - window.x + left,
        height: min(grid.imageSize.height, window.y + side + margin) - window.y + top
      )
    )
    let given = try source.read(part)
    let inside = PixelRect(x: left, y: top, size: window.size)
    return (
      try given.read(inside).padded(toSide: side),
      try given.padded(toSide: side + 2 * margin, left: margin - left, top: margin - top),
      ContinuousClock.now - start
    )
  }
}
