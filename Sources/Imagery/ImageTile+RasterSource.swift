/// A picture that is in memory whole can be read in windows.
extension ImageTile: RasterSource {
  /// Copies a window out of the picture.
  ///
  /// - Throws: nothing for a window inside the picture.
  public func read(_ window: PixelRect) throws -> ImageTile {
    var part: [UInt8] = []
    part.reserveCapacity(window.size.pixelCount * 3)
    var valid: [UInt8]? = surveyed == nil ? nil : []
    for row in window.rows {
      let start = row * size.width + window.x
      part.append(contentsOf: rgb[(start * 3)..<((start + window.size.width) * 3)])
      if let surveyed { valid?.append(contentsOf: surveyed[start..<(start + window.size.width)]) }
    }
    return try ImageTile(size: window.size, rgb: part, surveyed: valid)
  }
}
