import CGDAL
import Foundation

/// The owner of an open GDAL dataset: closes it when it goes.
@safe final class DatasetHandle {
  /// The dataset, for calls into GDAL.
  let raw: GDALDatasetH

  private var isOpen = true

  /// Takes over a dataset that was just opened or made.
  init(owning raw: GDALDatasetH) { unsafe self.raw = raw }

  deinit { if isOpen { unsafe GDALClose(raw) } }

  /// Closes the dataset, which writes what is still in memory.
  func close() {
    guard isOpen else { return }
    isOpen = false
    unsafe GDALClose(raw)
  }

  /// Opens a file for reading.
  ///
  /// - Throws: `GeoRasterError` where the file is missing, empty or of no known kind.
  convenience init(readingRaster path: String) throws {
    GDALRuntime.start()
    try Self.checkFile(path)
    GDALRuntime.forgetMessage()
    let flags = UInt32(GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR)
    guard let dataset = unsafe GDALOpenEx(path, flags, nil, nil, nil) else {
      throw GeoRasterError.unreadable(path: path, reason: GDALRuntime.lastMessage)
    }
    unsafe self.init(owning: dataset)
  }

  /// Opens a file of polygons for reading.
  ///
  /// - Parameters:
  ///   - name: GDAL's name for it.
  ///   - path: the file's path, for messages.
  /// - Throws: `GeoRasterError` where the file is missing, empty or of no known kind.
  convenience init(readingVector name: String, path: String) throws {
    GDALRuntime.start()
    try Self.checkFile(path)
    GDALRuntime.forgetMessage()
    let flags = UInt32(GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR)
    guard let dataset = unsafe GDALOpenEx(name, flags, nil, nil, nil) else {
      throw GeoRasterError.unreadableField(path: path, reason: GDALRuntime.lastMessage)
    }
    unsafe self.init(owning: dataset)
  }

  private static func checkFile(_ path: String) throws {
    let file = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: file) else {
      throw GeoRasterError.missing(path: path)
    }
    switch attributes[.type] as? FileAttributeType {
    case .typeRegular:
      if (attributes[.size] as? NSNumber)?.intValue == 0 { throw GeoRasterError.empty(path: path) }
    // Some formats are folders.
    case .typeDirectory: break
    // GDAL would wait for what a pipe gives, perhaps for ever.
    default: throw GeoRasterError.notAFile(path: path)
    }
  }
}
