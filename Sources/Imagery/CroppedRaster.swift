/// A part of an image, read as if it were one.
public struct CroppedRaster<Source: RasterSource>: RasterSource {
  /// The size of the part.
  public let size: PixelSize

  private let source: Source
  private let x: Int
  private let y: Int

  /// Takes a part of an image; it must lie in it.
  public init(_ source: Source, part: PixelRect) {
    self.source = source
    size = part.size
    x = part.x
    y = part.y
  }

  /// Reads a window of the part.
  ///
  /// - Throws: what the image throws.
  public func read(_ window: PixelRect) throws -> ImageTile {
    try source.read(PixelRect(x: x + window.x, y: y + window.y, size: window.size))
  }
}
