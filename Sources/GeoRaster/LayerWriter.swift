import CGDAL
import FieldGeometry
import Foundation
import InfestationMapping
import Quantities

/// Writes map features into one layer of one vector file.
@safe final class LayerWriter {
  private let dataset: DatasetHandle
  private let layer: OGRLayerH
  private let stagingPath: String
  private let finalPath: String

  init(path: String, driver name: String, layer layerName: String, options: [String: String]) throws {
    GDALRuntime.start()
    GDALRuntime.forgetMessage()
    finalPath = path
    let url = URL(fileURLWithPath: path)
    // The driver insists on its extension, so the temporary name keeps it.
    stagingPath = url.deletingLastPathComponent().appendingPathComponent(".tmp-\(url.lastPathComponent)").path
    try? FileManager.default.removeItem(atPath: stagingPath)
    guard let driver = unsafe GDALGetDriverByName(name),
      let raw = unsafe GDALCreate(driver, stagingPath, 0, 0, 0, GDT_Unknown, nil),
      let reference = unsafe OSRNewSpatialReference(nil)
    else {
      throw GeoRasterError.writeFailed(path: path, reason: GDALRuntime.lastMessage)
    }
    unsafe dataset = DatasetHandle(owning: raw)
    defer { unsafe OSRRelease(reference) }
    unsafe OSRSetAxisMappingStrategy(reference, OAMS_TRADITIONAL_GIS_ORDER)
    unsafe OSRImportFromEPSG(reference, 4326)
    var list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    for (key, value) in options { unsafe list = unsafe CSLSetNameValue(list, key, value) }
    defer { unsafe CSLDestroy(list) }
    guard let layer = unsafe GDALDatasetCreateLayer(raw, layerName, reference, wkbPolygon, list) else {
      throw GeoRasterError.writeFailed(path: path, reason: GDALRuntime.lastMessage)
    }
    unsafe self.layer = layer
    for (field, type) in [
      ("class", OFTString), ("area_m2", OFTReal), ("confidence", OFTReal), ("source", OFTString),
      ("positional_accuracy_m", OFTReal),
    ] {
      guard let definition = unsafe OGR_Fld_Create(field, type) else { continue }
      unsafe OGR_L_CreateField(layer, definition, 1)
      unsafe OGR_Fld_Destroy(definition)
    }
  }

  deinit {
    dataset.close()
    if FileManager.default.fileExists(atPath: stagingPath) { try? FileManager.default.removeItem(atPath: stagingPath) }
  }

  func append(_ feature: MapFeature) throws {
    GDALRuntime.forgetMessage()
    guard let record = unsafe OGR_F_Create(OGR_L_GetLayerDefn(layer)) else {
      throw GeoRasterError.writeFailed(path: finalPath, reason: "out of memory")
    }
    defer { unsafe OGR_F_Destroy(record) }
    unsafe OGR_F_SetFieldString(record, 0, feature.className)
    unsafe OGR_F_SetFieldDouble(record, 1, feature.area.squareMeters)
    unsafe OGR_F_SetFieldDouble(record, 2, (feature.confidence * 10_000).rounded() / 10_000)
    unsafe OGR_F_SetFieldString(record, 3, feature.source)
    if let accuracy = feature.positionalAccuracy {
      unsafe OGR_F_SetFieldDouble(record, 4, (accuracy.meters * 100).rounded() / 100)
    } else {
      unsafe OGR_F_SetFieldNull(record, 4)
    }
    unsafe OGR_F_SetGeometryDirectly(record, Self.polygon(feature.rings))
    guard unsafe OGR_L_CreateFeature(layer, record) == OGRERR_NONE else {
      throw GeoRasterError.writeFailed(path: finalPath, reason: GDALRuntime.lastMessage)
    }
  }

  /// Begins a transaction; without one, each feature would be committed on its own, a hundred times slower.
  func begin() throws { try check(unsafe GDALDatasetStartTransaction(dataset.raw, 0)) }

  /// Keeps what came since `begin()`.
  func commit() throws { try check(unsafe GDALDatasetCommitTransaction(dataset.raw)) }

  /// Drops what came since `begin()`.
  func rollback() { _ = unsafe GDALDatasetRollbackTransaction(dataset.raw) }

  /// Copies the features of another layer with the same fields.
  func copy(from other: LayerWriter) throws {
    unsafe OGR_L_ResetReading(other.layer)
    while let feature = unsafe OGR_L_GetNextFeature(other.layer) {
      defer { unsafe OGR_F_Destroy(feature) }
      guard let copy = unsafe OGR_F_Create(OGR_L_GetLayerDefn(layer)) else { continue }
      defer { unsafe OGR_F_Destroy(copy) }
      try check(unsafe OGR_F_SetFrom(copy, feature, 1))
      // Identifiers of the other file mean nothing here.
      unsafe OGR_F_SetFID(copy, Int64(OGRNullFID))
      try check(unsafe OGR_L_CreateFeature(layer, copy))
    }
  }

  /// Ends the file and gives it its name.
  func finish() throws {
    GDALRuntime.forgetMessage()
    dataset.close()
    guard CPLGetLastErrorType().rawValue < CE_Failure.rawValue else {
      throw GeoRasterError.writeFailed(path: finalPath, reason: GDALRuntime.lastMessage)
    }
    guard unsafe rename(stagingPath, finalPath) == 0 else {
      throw GeoRasterError.writeFailed(path: finalPath, reason: unsafe String(cString: strerror(errno)))
    }
  }

  private func check(_ status: OGRErr) throws {
    guard status == OGRERR_NONE else {
      throw GeoRasterError.writeFailed(path: finalPath, reason: GDALRuntime.lastMessage)
    }
  }

  private static func polygon(_ rings: [[GeoCoordinate]]) -> OGRGeometryH? {
    let polygon = unsafe OGR_G_CreateGeometry(wkbPolygon)
    for ring in rings {
      let line = unsafe OGR_G_CreateGeometry(wkbLinearRing)
      for position in ring + ring.prefix(1) {
        unsafe OGR_G_AddPoint_2D(line, position.longitude.degrees, position.latitude.degrees)
      }
      unsafe OGR_G_AddGeometryDirectly(polygon, line)
    }
    return unsafe polygon
  }
}
