public import Imagery
import Synchronization

/// Which pixels of a grid lie inside a boundary; their middles count.
public final class BoundaryMask: @unchecked Sendable {
  private let raster: LabelRaster
  private let lock = Mutex(())

  init(_ raster: LabelRaster) { self.raster = raster }

  /// Whether pixels of a window lie inside: 1 for those that do, as `[row, column]`.
  ///
  /// - Throws: `GeoRasterError.labels` where GDAL cannot draw.
  public func inside(_ window: PixelRect) throws -> [UInt8] {
    try lock.withLock { _ in try raster.classes(in: window) }.map { $0 == 0 ? 1 : 0 }
  }
}
