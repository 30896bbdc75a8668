import CGDAL

/// The labels of a vector file: shapes with the name of a class, and shapes that bound what was looked at.
public struct LabelLayers: Sendable {
  /// Shapes with a name, in the order of the file.
  public private(set) var shapes: [LabelShape] = []
  /// Shapes without one, from the layer that bounds what was looked at.
  public private(set) var area: [LabelShape] = []
  /// Shapes whose name is empty, which say nothing.
  public private(set) var unnamedCount = 0

  /// Reads a file.
  ///
  /// Layers that have no such column are left out; one that is called like `LabelFile.area` bounds what was looked at, if it
  /// has a shape. A layer that names no reference system is taken as WGS 84.
  ///
  /// - Parameters:
  ///   - path: a GeoPackage, a Shapefile or GeoJSON.
  ///   - column: the column with the name of the class.
  ///   - areaLayer: another layer that bounds what was looked at, which must be there.
  /// - Throws: `GeoRasterError` where the file cannot be read, has not the layer, or no layer has the column.
  public init(path: String, column: String, areaLayer: String? = nil) throws {
    let dataset = try DatasetHandle(readingVector: path, path: path, as: .labels)
    var columns: Set<String> = []
    var layers: [String] = []
    var isFound = false
    for index in 0..<(unsafe GDALDatasetGetLayerCount(dataset.raw)) {
      guard let layer = unsafe GDALDatasetGetLayer(dataset.raw, index) else { continue }
      let name = unsafe String(cString: OGR_L_GetName(layer))
      layers.append(name)
      if name == areaLayer ?? LabelFile.area {
        area += try unsafe Self.shapes(of: layer, column: nil, path: path).shapes
        continue
      }
      let definition = unsafe OGR_L_GetLayerDefn(layer)
      let names = (0..<(unsafe OGR_FD_GetFieldCount(definition))).map {
        unsafe String(cString: OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, $0)))
      }
      columns.formUnion(names)
      guard let field = names.firstIndex(where: { $0.lowercased() == column.lowercased() }) else { continue }
      isFound = true
      let read = try unsafe Self.shapes(of: layer, column: Int32(field), path: path)
      shapes += read.shapes
      unnamedCount += read.unnamed
    }
    if let areaLayer, !layers.contains(areaLayer) {
      throw GeoRasterError.labels(
        path: path,
        reason: "it has no layer '\(areaLayer)', only \(layers.map { "'\($0)'" }.joined(separator: ", "))",
        remedy: "Name the layer that bounds what was looked at, or a file with it."
      )
    }
    guard isFound else {
      let found = columns.isEmpty ? "none at all" : columns.sorted().map { "'\($0)'" }.joined(separator: ", ")
      throw GeoRasterError.labels(
        path: path,
        reason: "no layer has a column '\(column)'; there is \(found)",
        remedy: "Name the column that says what each shape is."
      )
    }
  }

  /// Reads the shapes of a file that bound what was looked at, of all its layers.
  ///
  /// - Parameter areaPath: a GeoPackage, a Shapefile or GeoJSON.
  /// - Throws: `GeoRasterError` where the file cannot be read.
  public init(areaPath: String) throws {
    let dataset = try DatasetHandle(readingVector: areaPath, path: areaPath, as: .labels)
    for index in 0..<(unsafe GDALDatasetGetLayerCount(dataset.raw)) {
      guard let layer = unsafe GDALDatasetGetLayer(dataset.raw, index) else { continue }
      area += try unsafe Self.shapes(of: layer, column: nil, path: areaPath).shapes
    }
  }

  /// The shapes of a layer; with a column only those that it names.
  @unsafe
  private static func shapes(
    of layer: OGRLayerH,
    column: Int32?,
    path: String
  ) throws -> (shapes: [LabelShape], unnamed: Int) {
    let system = try unsafe system(of: layer, path: path)
    var (shapes, unnamed): ([LabelShape], Int) = ([], 0)
    unsafe OGR_L_ResetReading(layer)
    while let feature = unsafe OGR_L_GetNextFeature(layer) {
      defer { unsafe OGR_F_Destroy(feature) }
      guard let geometry = unsafe OGR_F_GetGeometryRef(feature), unsafe OGR_G_IsEmpty(geometry) == 0 else { continue }
      var name: String?
      if let column {
        let isSet = unsafe OGR_F_IsFieldSetAndNotNull(feature, column) != 0
        let text = isSet ? unsafe String(cString: OGR_F_GetFieldAsString(feature, column)) : ""
        name = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard name?.isEmpty == false else {
          unnamed += 1
          continue
        }
      }
      var bytes = [UInt8](repeating: 0, count: Int(unsafe OGR_G_WkbSize(geometry)))
      let status = unsafe bytes.withUnsafeMutableBufferPointer {
        unsafe OGR_G_ExportToIsoWkb(geometry, wkbNDR, $0.baseAddress)
      }
      guard status == OGRERR_NONE else { continue }
      shapes.append(LabelShape(name: name, wellKnownBinary: bytes, system: system))
    }
    return (shapes, unnamed)
  }

  @unsafe
  private static func system(of layer: OGRLayerH, path: String) throws -> String {
    var text: UnsafeMutablePointer<CChar>?
    guard let reference = unsafe OGR_L_GetSpatialRef(layer),
      unsafe OSRExportToWkt(reference, &text) == OGRERR_NONE, let text = unsafe text
    else { return try CoordinateTransformation.wkt(of: "EPSG:4326", path: path) }
    defer { unsafe VSIFree(text) }
    return unsafe String(cString: text)
  }
}
