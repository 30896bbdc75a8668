public import Imagery

extension ImageTile {
  /// The tile continued to a square by mirroring at its edges; the mirrored part counts as not surveyed.
  ///
  /// Mirroring keeps the scale, where stretching would show the network plants of another size.
  ///
  /// - Parameters:
  ///   - side: the side of the square in pixels.
  ///   - left: how many columns of the square lie left of the tile.
  ///   - top: how many rows of it lie above the tile.
  /// - Returns: the square; the tile itself where it is one of that side.
  /// - Throws: nothing for a positive side.
  public func padded(toSide side: Int, left: Int = 0, top: Int = 0) throws -> ImageTile {
    guard size.width < side || size.height < side else { return self }
    let square = try PixelSize(width: side, height: side)
    var rgb = [UInt8](repeating: 0, count: square.pixelCount * 3)
    var flags = [UInt8](repeating: 0, count: square.pixelCount)
    let (rows, columns) = (0..<size.height, 0..<size.width)
    for row in -top..<side - top {
      let sourceRow = Self.mirrored(row, length: size.height)
      for column in -left..<side - left {
        let source = sourceRow * size.width + Self.mirrored(column, length: size.width)
        let target = (row + top) * side + column + left
        for channel in 0..<3 { rgb[target * 3 + channel] = self.rgb[source * 3 + channel] }
        if rows.contains(row), columns.contains(column) { flags[target] = surveyed?[source] ?? 1 }
      }
    }
    return try ImageTile(size: square, rgb: rgb, surveyed: flags)
  }

  private static func mirrored(_ index: Int, length: Int) -> Int {
    let period = 2 * length
    let place = (index % period + period) % period
    return place < length ? place : period - 1 - place
  }
}
