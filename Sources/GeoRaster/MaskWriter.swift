import CGDAL
import Foundation
public import Imagery

/// Writes a class mask as a tiled GeoTIFF with overviews and the classes' colours, row by row; the file gets its name only
/// when it is whole.
public final class MaskWriter: MaskSink {
  private let dataset: DatasetHandle
  private let stagingPath: String
  private let finalPath: String
  private let size: PixelSize
  private let isCloudOptimized: Bool

  /// Begins a mask.
  ///
  /// - Parameters:
  ///   - path: the file to write.
  ///   - size: the size of the mask.
  ///   - georeference: where the mask lies; `nil` leaves it without.
  ///   - description: what the file says about itself.
  ///   - isCloudOptimized: whether the file is laid out so that parts of it can be read over a network (COG).
  /// - Throws: `GeoRasterError.writeFailed`.
  public init(
    path: String,
    size: PixelSize,
    georeference: Georeference?,
    description: String,
    isCloudOptimized: Bool = false
  ) throws {
    self.isCloudOptimized = isCloudOptimized
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
      throw GeoRasterError.writeFailed(path: path, reason: GDALRuntime.writeReason(path))
    }
    dataset = unsafe DatasetHandle(owning: raw)
    if let georeference {
      var transform = georeference.transform
      _ = unsafe GDALSetGeoTransform(raw, &transform)
      _ = unsafe GDALSetProjection(raw, georeference.wkt)
    }
    let band = unsafe GDALGetRasterBand(raw, 1)
    let colors = unsafe GDALCreateColorTable(GPI_RGB)
    defer { unsafe GDALDestroyColorTable(colors) }
    for value in UInt8.min...UInt8.max {
      let color = ClassPalette.color(of: value)
      var entry = GDALColorEntry(c1: Int16(color.red), c2: Int16(color.green), c3: Int16(color.blue), c4: 255)
      unsafe GDALSetColorEntry(colors, Int32(value), &entry)
    }
    _ = unsafe GDALSetRasterColorTable(band, colors)
    _ = unsafe GDALSetRasterNoDataValue(band, Double(ClassMask.notSurveyed))
    unsafe GDALSetMetadataItem(raw, "TIFFTAG_IMAGEDESCRIPTION", description, nil)
  }

  deinit {
    dataset.close()
    for path in [stagingPath, copyPath] where FileManager.default.fileExists(atPath: path) {
      try? FileManager.default.removeItem(atPath: path)
    }
  }

  private var copyPath: String { stagingPath + ".cog" }

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
    try checkLastMessage()
    if isCloudOptimized { try copyCloudOptimized() } else { try addOverviews() }
    guard unsafe rename(isCloudOptimized ? copyPath : stagingPath, finalPath) == 0 else {
      throw GeoRasterError.writeFailed(path: finalPath, reason: unsafe String(cString: strerror(errno)))
    }
  }

  /// Adds the mask at a half, a quarter and so on, until it fits a block; each pixel takes the value that is most frequent
  /// in its place.
  private func addOverviews() throws {
    var levels: [Int32] = []
    while max(size.width, size.height) >> levels.count > 512 { levels.append(2 << Int32(levels.count)) }
    guard !levels.isEmpty else { return }
    guard let raw = unsafe GDALOpenEx(stagingPath, UInt32(GDAL_OF_RASTER | GDAL_OF_UPDATE), nil, nil, nil) else {
      throw GeoRasterError.writeFailed(path: finalPath, reason: GDALRuntime.writeReason(finalPath))
    }
    let whole = unsafe DatasetHandle(owning: raw)
    guard unsafe GDALBuildOverviews(whole.raw, "MODE", Int32(levels.count), &levels, 0, nil, nil, nil) == CE_None else {
      throw GeoRasterError.writeFailed(path: finalPath, reason: GDALRuntime.writeReason(finalPath))
    }
    whole.close()
    try checkLastMessage()
  }

  private func copyCloudOptimized() throws {
    let whole = try DatasetHandle(readingRaster: stagingPath)
    var options: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    for (key, value) in [("COMPRESS", "DEFLATE"), ("OVERVIEW_RESAMPLING", "MODE"), ("BIGTIFF", "IF_SAFER")] {
      unsafe options = unsafe CSLSetNameValue(options, key, value)
    }
    defer { unsafe CSLDestroy(options) }
    GDALRuntime.forgetMessage()
    guard let raw = unsafe GDALCreateCopy(GDALGetDriverByName("COG"), copyPath, whole.raw, 0, options, nil, nil) else {
      throw GeoRasterError.writeFailed(path: finalPath, reason: GDALRuntime.writeReason(finalPath))
    }
    unsafe DatasetHandle(owning: raw).close()
    try checkLastMessage()
    whole.close()
    try? FileManager.default.removeItem(atPath: stagingPath)
  }

  private func checkLastMessage() throws {
    guard CPLGetLastErrorType().rawValue < CE_Failure.rawValue else {
      throw GeoRasterError.writeFailed(path: finalPath, reason: GDALRuntime.writeReason(finalPath))
    }
  }
}
