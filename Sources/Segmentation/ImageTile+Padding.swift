public import Imagery

extension ImageTile {
  /// The tile continued to a square by mirroring at its right and lower edges; the mirrored part counts as not surveyed.
  ///
  /// Mirroring keeps the scale, where stretching would show the network plants of another size.
  ///
  /// - Parameter side: the side of the square in pixels.
  /// - Returns: the square; the tile itself where it is one of that side.
  /// - Throws: nothing for a positive side.
  public func padded(toSide side: Int) throws -> ImageTile {
    guard size.width < side || size.height < side else { return self }
    let square = try PixelSize(width: side, height: side)
    var rgb = [UInt8](repeating: 0, count: square.pixelCount * 3)
    var flags = [UInt8](repeating: 0, count: square.pixelCount)
    for row in 0..<side {
      let sourceRow = Self.mirrored(row, length: size.height)
      for column in 0..<side {
        let source = sourceRow * size.width + Self.mirrored(column, length: size.width)
        let target = row * side + column
        for channel in 0..<3 { rgb[target * 3 + channel] = self.rgb[source * 3 + channel] }
        if row < size.height, column < size.width { flags[target] = surveyed?[source] ?? 1 }
      }
    }
    return try ImageTile(size: square, rgb: rgb, surveyed: flags)
  }

  private static func mirrored(_ index: Int, length: Int) -> Int {
    let period = 2 * length
    let place = index % period
    return place < length ? place : period - 1 - place
  }
}
