import CGDAL
import Foundation
public import Imagery

/// Writes a colour mosaic as a tiled GeoTIFF whose alpha band says what was surveyed; the file gets its name only when it
/// is whole.
public final class MosaicWriter {
  private let dataset: DatasetHandle
  private let stagingPath: String
  private let finalPath: String

  /// Begins a mosaic.
  ///
  /// - Parameters:
  ///   - path: the file to write.
  ///   - size: the size of the mosaic.
  ///   - georeference: where it lies.
  /// - Throws: `GeoRasterError.writeFailed`.
  public init(path: String, size: PixelSize, georeference: Georeference) throws {
    GDALRuntime.start()
    GDALRuntime.forgetMessage()
    finalPath = path
    let url = URL(fileURLWithPath: path)
    stagingPath = url.deletingLastPathComponent().appendingPathComponent(".\(url.lastPathComponent).tmp").path
    var options: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    for (key, value) in [
      ("TILED", "YES"), ("BLOCKXSIZE", "512"), ("BLOCKYSIZE", "512"), ("COMPRESS", "DEFLATE"), ("PREDICTOR", "2"),
      ("PHOTOMETRIC", "RGB"), ("ALPHA", "YES"), ("BIGTIFF", "IF_SAFER"),
    ] {
      unsafe options = unsafe CSLSetNameValue(options, key, value)
    }
    defer { unsafe CSLDestroy(options) }
    guard let driver = unsafe GDALGetDriverByName("GTiff"),
      let raw = unsafe GDALCreate(driver, stagingPath, Int32(size.width), Int32(size.height), 4, GDT_Byte, options)
    else {
      throw GeoRasterError.writeFailed(path: path, reason: GDALRuntime.writeReason(path))
    }
    dataset = unsafe DatasetHandle(owning: raw)
    var transform = georeference.transform
    _ = unsafe GDALSetGeoTransform(raw, &transform)
    _ = unsafe GDALSetProjection(raw, georeference.wkt)
  }

  deinit {
    dataset.close()
    if FileManager.default.fileExists(atPath: stagingPath) { try? FileManager.default.removeItem(atPath: stagingPath) }
  }

  /// Writes rows: red, green, blue and alpha, each `[row, column]`.
  ///
  /// - Throws: `GeoRasterError.writeFailed`.
  public func write(_ samples: [[UInt8]], to window: PixelRect) throws {
    for (index, values) in samples.enumerated() {
      try unsafe BandWriter.write(
        values,
        to: GDALGetRasterBand(dataset.raw, Int32(index + 1)),
        window,
        path: finalPath
      )
    }
  }

  /// Ends the mosaic and gives the file its name.
  ///
  /// - Throws: `GeoRasterError.writeFailed` where something could not be written.
  public func finish() throws {
    GDALRuntime.forgetMessage()
    dataset.close()
    guard CPLGetLastErrorType().rawValue < CE_Failure.rawValue else {
      throw GeoRasterError.writeFailed(path: finalPath, reason: GDALRuntime.writeReason(finalPath))
    }
    guard unsafe rename(stagingPath, finalPath) == 0 else {
      throw GeoRasterError.writeFailed(path: finalPath, reason: unsafe String(cString: strerror(errno)))
    }
  }
}
