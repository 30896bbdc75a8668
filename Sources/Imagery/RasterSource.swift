/// An image of any size that is read in windows, by any thread.
public protocol RasterSource: Sendable {
  /// The size of the whole image.
  var size: PixelSize { get }

  /// Reads a window that lies inside the image.
  ///
  /// - Throws: the adapter's error where the window cannot be read.
  func read(_ window: PixelRect) throws -> ImageTile
}
