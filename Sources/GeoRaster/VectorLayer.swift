import CGDAL

/// A layer of a vector file, read whole.
public struct VectorLayer: Sendable {
  /// A shape with what its table says of it.
  public struct Feature: Sendable {
    /// The value of each column as text; nil where there is none.
    public let values: [String?]
    /// The shape in OGC's well-known binary form; nil for a row without one.
    public let wellKnownBinary: [UInt8]?
  }

  /// What it is called.
  public let name: String
  /// Its columns.
  public let columns: [String]
  /// Its features, in the order of the file.
  public let features: [Feature]
  /// The coordinate reference system as WKT; WGS 84 where the file names none.
  public let system: String
  /// Whether the file names a system.
  public let namesSystem: Bool

  /// Reads all layers of a file.
  ///
  /// - Parameter path: a GeoPackage, a Shapefile or GeoJSON.
  /// - Returns: the layers in the order of the file.
  /// - Throws: `GeoRasterError` where the file is missing or cannot be read.
  public static func all(of path: String) throws -> [VectorLayer] {
    let dataset = try DatasetHandle(readingVector: path, path: path, as: .labels)
    return try (0..<(unsafe GDALDatasetGetLayerCount(dataset.raw))).compactMap { index in
      guard let layer = unsafe GDALDatasetGetLayer(dataset.raw, index) else { return nil }
      return try unsafe VectorLayer(layer, path: path)
    }
  }

  @unsafe
  private init(_ layer: OGRLayerH, path: String) throws {
    name = unsafe String(cString: OGR_L_GetName(layer))
    let definition = unsafe OGR_L_GetLayerDefn(layer)
    columns = (0..<(unsafe OGR_FD_GetFieldCount(definition))).map {
      unsafe String(cString: OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, $0)))
    }
    let stated = unsafe Self.system(of: layer)
    namesSystem = stated != nil
    system = try stated ?? CoordinateTransformation.wkt(of: "EPSG:4326", path: path)
    var features: [Feature] = []
    unsafe OGR_L_ResetReading(layer)
    GDALRuntime.forgetMessage()
    while let feature = unsafe OGR_L_GetNextFeature(layer) {
      defer { unsafe OGR_F_Destroy(feature) }
      let values = columns.indices.map { column -> String? in
        guard unsafe OGR_F_IsFieldSetAndNotNull(feature, Int32(column)) != 0 else { return nil }
        return unsafe String(cString: OGR_F_GetFieldAsString(feature, Int32(column)))
      }
      features.append(Feature(values: values, wellKnownBinary: unsafe Self.shape(of: feature)))
    }
    self.features = features
  }

  @unsafe
  static func shape(of feature: OGRFeatureH) -> [UInt8]? {
    guard let geometry = unsafe OGR_F_GetGeometryRef(feature), unsafe OGR_G_IsEmpty(geometry) == 0 else { return nil }
    var bytes = [UInt8](repeating: 0, count: Int(unsafe OGR_G_WkbSize(geometry)))
    let status = unsafe bytes.withUnsafeMutableBufferPointer {
      unsafe OGR_G_ExportToIsoWkb(geometry, wkbNDR, $0.baseAddress)
    }
    return status == OGRERR_NONE ? bytes : nil
  }

  @unsafe
  static func system(of layer: OGRLayerH) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard let reference = unsafe OGR_L_GetSpatialRef(layer),
      unsafe OSRExportToWkt(reference, &text) == OGRERR_NONE, let text = unsafe text
    else { return nil }
    defer { unsafe VSIFree(text) }
    return unsafe String(cString: text)
  }

  /// The name of the system of the layer, such as `EPSG:32633`; nil where no authority gave it one.
  public var systemName: String? { CoordinateTransformation.name(of: system) }

  /// The number of a column, whatever its case; nil where there is none.
  public func column(_ name: String) -> Int? { columns.firstIndex { $0.lowercased() == name.lowercased() } }
}
