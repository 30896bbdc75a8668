import CGDAL
import Foundation
public import Imagery

/// A raster on disk into which frames are laid piece by piece, so that memory does not depend on how many there are.
///
/// It is a scratch file: blocks that no frame reaches take no space, and it goes when its owner does.
public final class GroundRaster {
  /// The size of the raster.
  public let size: PixelSize

  private let dataset: DatasetHandle
  private let path: String
  private let bandCount: Int
  /// Pixels along a block.
  private static let block = 256
  /// What GDAL keeps decoded: a row of blocks, the same of a mosaic and its mask, and of the masks of the frames in work, as
  /// far as it fits.
  private static let cacheInBytes = 40 << 20...80 << 20

  /// Makes a raster of zeros.
  ///
  /// - Parameters:
  ///   - path: the file, which is taken away in the end.
  ///   - size: the size.
  ///   - bandCount: how many bands of 8 bits it has.
  /// - Throws: `GeoRasterError.writeFailed`.
  public init(path: String, size: PixelSize, bandCount: Int) throws {
    GDALRuntime.start()
    GDALRuntime.forgetMessage()
    self.size = size
    self.path = path
    self.bandCount = bandCount
    let bytesPerPixel = bandCount > 2 ? 2 * bandCount : bandCount
    let row = Self.block * size.width * bytesPerPixel + Self.cacheInBytes.lowerBound / 2
    GDALSetCacheMax64(Int64(min(max(row, Self.cacheInBytes.lowerBound), Self.cacheInBytes.upperBound)))
    var options: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    for (key, value) in [
      ("TILED", "YES"), ("BLOCKXSIZE", "\(Self.block)"), ("BLOCKYSIZE", "\(Self.block)"), ("SPARSE_OK", "TRUE"),
      ("INTERLEAVE", "BAND"), ("BIGTIFF", "YES"),
    ] {
      unsafe options = unsafe CSLSetNameValue(options, key, value)
    }
    defer { unsafe CSLDestroy(options) }
    guard let driver = unsafe GDALGetDriverByName("GTiff"),
      let raw = unsafe GDALCreate(
        driver,
        path,
        Int32(size.width),
        Int32(size.height),
        Int32(bandCount),
        GDT_Byte,
        options
      )
    else {
      throw GeoRasterError.writeFailed(path: path, reason: GDALRuntime.writeReason(path))
    }
    dataset = unsafe DatasetHandle(owning: raw)
  }

  deinit {
    dataset.close()
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Reads a window, one list of samples for each band.
  ///
  /// - Throws: `GeoRasterError.readFailed`.
  public func read(_ window: PixelRect) throws -> [[UInt8]] {
    try (1...bandCount).map { band in
      try unsafe BandReader.bytes(of: GDALGetRasterBand(dataset.raw, Int32(band)), window, path: path)
    }
  }

  /// Writes a window, one list of samples for each band.
  ///
  /// - Throws: `GeoRasterError.writeFailed`.
  public func write(_ samples: [[UInt8]], to window: PixelRect) throws {
    for (index, values) in samples.enumerated() {
      try unsafe BandWriter.write(
        values,
        to: GDALGetRasterBand(dataset.raw, Int32(index + 1)),
        window,
        path: path
      )
    }
  }

  /// Puts what was written on the disk.
  ///
  /// GDAL's memory for blocks is shared, and it would sooner compress half a block of another file than give up one of
  /// these that is not on the disk.
  ///
  /// - Throws: `GeoRasterError.writeFailed`.
  public func flush() throws {
    GDALRuntime.forgetMessage()
    unsafe GDALFlushCache(dataset.raw)
    guard CPLGetLastErrorType().rawValue < CE_Failure.rawValue else {
      throw GeoRasterError.writeFailed(path: path, reason: GDALRuntime.writeReason(path))
    }
  }
}
