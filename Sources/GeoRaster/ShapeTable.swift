import CGDAL
public import FieldGeometry
public import Foundation
import Quantities

/// Shapes with a table, written as a file for others.
public struct ShapeTable {
  /// A file format.
  public enum Format: String, Sendable {
    /// A Shapefile: several files of one name.
    case shapefile = "ESRI Shapefile"
    /// A GeoPackage.
    case geoPackage = "GPKG"

    fileprivate var ending: String { self == .shapefile ? "shp" : "gpkg" }
  }

  /// What a column holds.
  public enum Kind: Sendable {
    /// Text of some characters at most.
    case text(Int)
    /// A whole number.
    case integer
    /// A number with as many digits in all and behind the point.
    case number(digits: Int, decimals: Int)
  }

  /// A value.
  public enum Value: Sendable {
    /// Text.
    case text(String)
    /// A number.
    case number(Double)
    /// Nothing.
    case none
  }

  /// The columns; ten characters are the most that a Shapefile keeps.
  public let columns: [(name: String, kind: Kind)]
  /// The rows: values in the order of the columns, and polygons, each its outer ring and its holes.
  public let rows: [(values: [Value], polygons: [[[GeoCoordinate]]])]

  /// Makes a table.
  public init(
    columns: [(name: String, kind: Kind)],
    rows: [(values: [Value], polygons: [[[GeoCoordinate]]])]
  ) {
    self.columns = columns
    self.rows = rows
  }

  /// Writes the table.
  ///
  /// - Parameters:
  ///   - format: the format.
  ///   - name: the file's name without its ending; the layer's too.
  /// - Returns: the files by their names.
  /// - Throws: `GeoRasterError.writeFailed` where GDAL refuses.
  public func files(_ format: Format, named name: String) throws -> [(name: String, data: Data)] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ragweed-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("\(name).\(format.ending)").path
    try write(format, layer: name, to: path)
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map { file in
      (file, try Data(contentsOf: folder.appendingPathComponent(file)))
    }
  }

  private func write(_ format: Format, layer name: String, to path: String) throws {
    GDALRuntime.start()
    GDALRuntime.forgetMessage()
    let driver = unsafe GDALGetDriverByName(format.rawValue)
    guard let raw = unsafe GDALCreate(driver, path, 0, 0, 0, GDT_Unknown, nil),
      let reference = unsafe OSRNewSpatialReference(nil)
    else { throw failure(path) }
    let dataset = unsafe DatasetHandle(owning: raw)
    defer { unsafe OSRRelease(reference) }
    unsafe OSRSetAxisMappingStrategy(reference, OAMS_TRADITIONAL_GIS_ORDER)
    unsafe OSRImportFromEPSG(reference, 4326)
    let type = format == .shapefile ? wkbPolygon : wkbMultiPolygon
    guard let layer = unsafe GDALDatasetCreateLayer(dataset.raw, name, reference, type, nil) else {
      throw failure(path)
    }
    for column in columns {
      guard let definition = unsafe OGR_Fld_Create(column.name, Self.type(column.kind)) else { continue }
      defer { unsafe OGR_Fld_Destroy(definition) }
      switch column.kind {
      case .text(let width): unsafe OGR_Fld_SetWidth(definition, Int32(clamping: width))
      case .integer: break
      case .number(let digits, let decimals):
        unsafe OGR_Fld_SetWidth(definition, Int32(clamping: digits))
        unsafe OGR_Fld_SetPrecision(definition, Int32(clamping: decimals))
      }
      guard unsafe OGR_L_CreateField(layer, definition, 1) == OGRERR_NONE else { throw failure(path) }
    }
    unsafe GDALDatasetStartTransaction(dataset.raw, 0)
    for row in rows {
      guard let record = unsafe OGR_F_Create(OGR_L_GetLayerDefn(layer)) else { throw failure(path) }
      defer { unsafe OGR_F_Destroy(record) }
      for (index, value) in row.values.enumerated() {
        switch value {
        case .text(let text): unsafe OGR_F_SetFieldString(record, Int32(index), text)
        case .number(let number): unsafe OGR_F_SetFieldDouble(record, Int32(index), number)
        case .none: unsafe OGR_F_SetFieldNull(record, Int32(index))
        }
      }
      unsafe OGR_F_SetGeometryDirectly(record, Self.geometry(row.polygons))
      guard unsafe OGR_L_CreateFeature(layer, record) == OGRERR_NONE else { throw failure(path) }
    }
    unsafe GDALDatasetCommitTransaction(dataset.raw)
    GDALRuntime.forgetMessage()
    dataset.close()
    guard CPLGetLastErrorType().rawValue < CE_Failure.rawValue else { throw failure(path) }
  }

  private static func geometry(_ polygons: [[[GeoCoordinate]]]) -> OGRGeometryH? {
    if polygons.count == 1 { return unsafe Antimeridian.polygon(polygons[0]) }
    let parts = unsafe OGR_G_CreateGeometry(wkbMultiPolygon)
    for rings in polygons { unsafe OGR_G_AddGeometryDirectly(parts, Antimeridian.polygon(rings)) }
    return unsafe parts
  }

  private static func type(_ kind: Kind) -> OGRFieldType {
    switch kind {
    case .text: OFTString
    case .integer: OFTInteger
    case .number: OFTReal
    }
  }

  private func failure(_ path: String) -> GeoRasterError {
    .writeFailed(path: path, reason: GDALRuntime.writeReason(path))
  }
}
