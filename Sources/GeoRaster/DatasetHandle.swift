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

  /// Opens a raster for reading.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - kind: what it is opened as.
  /// - Throws: `GeoRasterError` where the file is missing, empty or of another kind.
  convenience init(readingRaster path: String, as kind: FileKind = .picture) throws {
    try Self.checkFile(path)
    let flags = UInt32(GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR)
    guard let dataset = unsafe Self.open(path, flags, as: kind) else {
      throw GeoRasterError.unreadable(path: path, reason: GDALRuntime.openReason, formats: kind.formats)
    }
    unsafe self.init(owning: dataset)
  }

  /// Opens a file of polygons for reading.
  ///
  /// - Parameters:
  ///   - name: GDAL's name for it.
  ///   - path: the file's path, for messages.
  ///   - kind: what it is opened as.
  /// - Throws: `GeoRasterError` where the file is missing, empty or of another kind.
  convenience init(readingVector name: String, path: String, as kind: FileKind = .shapes) throws {
    try Self.checkFile(path)
    let flags = UInt32(GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR)
    guard let dataset = unsafe Self.open(name, flags, as: kind) else {
      guard case .shapes = kind else {
        throw GeoRasterError.labels(
          path: path,
          reason: GDALRuntime.openReason,
          remedy: "Give a file that is whole: \(kind.formats)."
        )
      }
      throw GeoRasterError.unreadableField(path: path, reason: GDALRuntime.openReason)
    }
    unsafe self.init(owning: dataset)
  }

  @unsafe
  private static func open(_ name: String, _ flags: UInt32, as kind: FileKind) -> GDALDatasetH? {
    GDALRuntime.start()
    GDALRuntime.forgetMessage()
    // Reference systems and transforms may stand in a file beside; none is written when only reading.
    unsafe CPLSetThreadLocalConfigOption("GDAL_PAM_ENABLED", "YES")
    defer { unsafe CPLSetThreadLocalConfigOption("GDAL_PAM_ENABLED", nil) }
    let dataset =
      unsafe TextList.with(kind.drivers) { drivers in
        unsafe drivers?.withMemoryRebound(to: UnsafePointer<CChar>?.self, capacity: kind.drivers.count + 1) {
          unsafe GDALOpenEx(name, flags, $0, nil, nil)
        }
      } ?? nil
    // What stands beside a raster is read when it is first asked for; now it is allowed.
    if flags & UInt32(GDAL_OF_VECTOR) != 0 { return unsafe dataset }
    if let dataset = unsafe dataset { _ = unsafe GDALGetProjectionRef(dataset) }
    return unsafe dataset
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
