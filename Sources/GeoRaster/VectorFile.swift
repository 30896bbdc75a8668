import CGDAL
import Foundation

/// A vector file in the making: it is written under another name and gets its own when it is whole.
@safe final class VectorFile {
  /// The file, for messages.
  let finalPath: String
  /// Where it is until then.
  let stagingPath: String
  private let dataset: DatasetHandle
  private let isKept: Bool

  /// Begins a file, or goes on with one.
  ///
  /// - Parameters:
  ///   - path: the file to write.
  ///   - stagingPath: where it is until it is whole, and where it stays when the work ends before; nil for a file beside
  ///     the other, which goes with its owner.
  ///   - name: GDAL's name of the format.
  ///   - isContinued: whether what lies at the staging path is gone on with.
  /// - Throws: `GeoRasterError.writeFailed`.
  init(path: String, stagingPath: String? = nil, driver name: String, isContinued: Bool = false) throws {
    GDALRuntime.start()
    GDALRuntime.forgetMessage()
    finalPath = path
    isKept = stagingPath != nil
    let url = URL(fileURLWithPath: path)
    // The driver insists on its extension, so the temporary name keeps it.
    self.stagingPath =
      stagingPath ?? url.deletingLastPathComponent().appendingPathComponent(".tmp-\(url.lastPathComponent)").path
    let raw: GDALDatasetH?
    if isContinued {
      let flags = UInt32(GDAL_OF_VECTOR | GDAL_OF_UPDATE)
      unsafe raw = unsafe GDALOpenEx(self.stagingPath, flags, nil, nil, nil)
    } else {
      for suffix in ["", "-journal", "-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: self.stagingPath + suffix)
      }
      let driver = unsafe GDALGetDriverByName(name)
      unsafe raw = unsafe GDALCreate(driver, self.stagingPath, 0, 0, 0, GDT_Unknown, nil)
    }
    guard let raw = unsafe raw else {
      throw GeoRasterError.writeFailed(path: path, reason: GDALRuntime.writeReason(path))
    }
    unsafe dataset = DatasetHandle(owning: raw)
  }

  deinit {
    dataset.close()
    if !isKept { try? FileManager.default.removeItem(atPath: stagingPath) }
  }

  /// The file, for calls into GDAL.
  var raw: GDALDatasetH { unsafe dataset.raw }

  /// Writes what is still in memory, such as the tables of new layers, outside of any transaction.
  func flush() throws {
    GDALRuntime.forgetMessage()
    unsafe GDALFlushCache(dataset.raw)
    try checkLastMessage()
  }

  /// Begins a transaction; without one, each feature would be committed on its own, a hundred times slower.
  func begin() throws { try check(unsafe GDALDatasetStartTransaction(dataset.raw, 0)) }

  /// Keeps what came since `begin()`.
  func commit() throws { try check(unsafe GDALDatasetCommitTransaction(dataset.raw)) }

  /// Drops what came since `begin()`.
  func rollback() { _ = unsafe GDALDatasetRollbackTransaction(dataset.raw) }

  /// Has the file's database do something.
  ///
  /// - Throws: `GeoRasterError.writeFailed`.
  func execute(_ statement: String) throws {
    GDALRuntime.forgetMessage()
    let rows = unsafe GDALDatasetExecuteSQL(dataset.raw, statement, nil, nil)
    if let rows = unsafe rows { unsafe GDALDatasetReleaseResultSet(dataset.raw, rows) }
    try checkLastMessage()
  }

  /// Lets the file say something of itself.
  func set(_ value: String, for key: String) { _ = unsafe GDALSetMetadataItem(dataset.raw, key, value, nil) }

  /// Gives a layer a title and says what it holds, where there is such a layer.
  ///
  /// - Returns: whether there is.
  func describe(layer name: String, title: String, text: String) -> Bool {
    guard let layer = unsafe GDALDatasetGetLayerByName(dataset.raw, name) else { return false }
    _ = unsafe GDALSetMetadataItem(layer, "IDENTIFIER", title, nil)
    _ = unsafe GDALSetMetadataItem(layer, "DESCRIPTION", text, nil)
    return true
  }

  /// The reference system of a layer as WKT; nil where there is no such layer, or it is in degrees.
  func gridSystem(ofLayer name: String) -> String? {
    guard let layer = unsafe GDALDatasetGetLayerByName(dataset.raw, name),
      let reference = unsafe OGR_L_GetSpatialRef(layer), unsafe OSRIsProjected(reference) != 0
    else { return nil }
    return unsafe VectorLayer.system(of: layer)
  }

  /// Takes a layer away with all that it holds.
  func removeLayer(_ name: String) throws {
    for index in 0..<(unsafe GDALDatasetGetLayerCount(dataset.raw)) {
      guard let layer = unsafe GDALDatasetGetLayer(dataset.raw, index),
        unsafe String(cString: OGR_L_GetName(layer)) == name
      else { continue }
      return try check(unsafe GDALDatasetDeleteLayer(dataset.raw, index))
    }
  }

  /// Ends the file and gives it its name.
  func finish() throws {
    GDALRuntime.forgetMessage()
    dataset.close()
    try checkLastMessage()
    guard unsafe rename(stagingPath, finalPath) == 0 else {
      throw GeoRasterError.writeFailed(path: finalPath, reason: unsafe String(cString: strerror(errno)))
    }
  }

  /// Throws where GDAL says that a call failed.
  func check(_ status: OGRErr) throws {
    guard status == OGRERR_NONE else {
      throw GeoRasterError.writeFailed(path: finalPath, reason: GDALRuntime.writeReason(finalPath))
    }
  }

  private func checkLastMessage() throws {
    guard CPLGetLastErrorType().rawValue < CE_Failure.rawValue else {
      throw GeoRasterError.writeFailed(path: finalPath, reason: GDALRuntime.writeReason(finalPath))
    }
  }
}
