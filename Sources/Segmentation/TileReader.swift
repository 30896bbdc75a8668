import Imagery

/// Reads the tiles of an image one after the other, for tasks that each want one of them.
///
/// Sources decode rows as they go, so tiles are read in their order whichever task asks first.
actor TileReader<Source: RasterSource> {
  private let source: Source
  private let grid: TileGrid
  private var next = 0
  private var waiting: [Int: CheckedContinuation<Void, Never>] = [:]

  init(_ source: Source, grid: TileGrid) {
    self.source = source
    self.grid = grid
  }

  /// The tile of an index, padded to the model's size, once all before it were read, and how long reading took.
  ///
  /// To be called once for each index without a gap, even after an error, so that nobody waits for ever.
  func tile(_ index: Int) async throws -> (tile: ImageTile, time: Duration) {
    if next != index { await withCheckedContinuation { waiting[index] = $0 } }
    defer {
      next += 1
      waiting.removeValue(forKey: next)?.resume()
    }
    try Task.checkCancellation()
    let start = ContinuousClock.now
    let columns = grid.columnOrigins.count
    let window = try grid.window(column: index % columns, row: index / columns)
    let tile = try source.read(window).padded(toSide: grid.tileInPixels)
    return (tile, ContinuousClock.now - start)
  }
}
