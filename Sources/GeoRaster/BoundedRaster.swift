public import Imagery

/// An image of which only what lies inside a boundary counts as surveyed.
public struct BoundedRaster: RasterSource {
  private let image: any RasterSource
  private let mask: BoundaryMask

  /// Bounds an image.
  public init(_ image: any RasterSource, by mask: BoundaryMask) {
    self.image = image
    self.mask = mask
  }

  /// The size of the whole image.
  public var size: PixelSize { image.size }

  /// Reads a window.
  ///
  /// - Throws: what the image throws, `GeoRasterError.labels`.
  public func read(_ window: PixelRect) throws -> ImageTile {
    let tile = try image.read(window)
    let inside = try mask.inside(window)
    let surveyed = tile.surveyed.map { zip($0, inside).map { $1 == 0 ? 0 : $0 } } ?? inside
    return try ImageTile(size: tile.size, rgb: tile.rgb, surveyed: surveyed)
  }
}
