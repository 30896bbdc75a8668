import CGDAL
import Foundation
public import Imagery

/// Writes a class mask as a tiled GeoTIFF, row by row; the file gets its name only when it is whole.
public final class MaskWriter: MaskSink {
  private let dataset: DatasetHandle
  private let stagingPath: String
  private let finalPath: String
  private let size: PixelSize

  /// Begins a mask.
  ///
  /// - Parameters:
  ///   - path: the file to write.
  ///   - size: the size of the mask.
  ///   - georeference: where the mask lies; `nil` leaves it without.
  ///   - description: what the file says about itself.
  /// - Throws: `GeoRasterError.writeFailed`.
  public init(path: String, size: PixelSize, georeference: Georeference?, description: String) throws {
    GDALRuntime.start()
    GDALRuntime.forgetMessage()
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    finalPath = path
    stagingPath = folder.appendingPathComponent(".\(URL(fileURLWithPath: path).lastPathComponent).tmp").path
    self.size = size
    var options: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    for (key, value) in [
      ("TILED", "YES"), ("BLOCKXSIZE", "512"), ("BLOCKYSIZE", "512"), ("COMPRESS", "DEFLATE"), ("ZLEVEL", "6"),
      ("BIGTIFF", "IF_SAFER"),
    ] {
      unsafe options = unsafe CSLSetNameValue(options, key, value)
    }
    defer { unsafe CSLDestroy(options) }
    guard let driver = unsafe GDALGetDriverByName("GTiff"),
      let raw = unsafe GDALCreate(
        driver,
        stagingPath,
        Int32(size.width),
        Int32(size.height),
        1,
        GDT_Byte,
        options
      )
    else {
      throw GeoRasterError.writeFailed(path: path, reason: GDALRuntime.lastMessage)
    }
    dataset = unsafe DatasetHandle(owning: raw)
    if let georeference {
      var transform = georeference.transform
      _ = unsafe GDALSetGeoTransform(raw, &transform)
      _ = unsafe GDALSetProjection(raw, georeference.wkt)
    }
    unsafe GDALSetRasterNoDataValue(GDALGetRasterBand(raw, 1), Double(ClassMask.notSurveyed))
    unsafe GDALSetMetadataItem(raw, "TIFFTAG_IMAGEDESCRIPTION", description, nil)
  }

  deinit {
    if FileManager.default.fileExists(atPath: stagingPath) { try? FileManager.default.removeItem(atPath: stagingPath) }
  }

  /// Writes the next rows.
  ///
  /// - Throws: `GeoRasterError.writeFailed`.
  public func append(_ rows: MaskRows) throws {
    let window = PixelRect(x: 0, y: rows.firstRow, size: try PixelSize(width: rows.width, height: rows.rowCount))
    try unsafe BandWriter.write(rows.classes, to: GDALGetRasterBand(dataset.raw, 1), window, path: finalPath)
  }

  /// Ends the mask and gives the file its name.
  ///
  /// - Throws: `GeoRasterError.writeFailed` where something could not be written.
  public func finish() throws {
    GDALRuntime.forgetMessage()
    dataset.close()
    guard CPLGetLastErrorType().rawValue < CE_Failure.rawValue else {
      throw GeoRasterError.writeFailed(path: finalPath, reason: GDALRuntime.lastMessage)
    }
    guard unsafe rename(stagingPath, finalPath) == 0 else {
      throw GeoRasterError.writeFailed(path: finalPath, reason: unsafe String(cString: strerror(errno)))
    }
  }
}
