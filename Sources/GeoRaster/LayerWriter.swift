import CGDAL
import FieldGeometry
import Quantities

/// Writes the features of one layer of a vector file.
@safe final class LayerWriter {
  /// A value of a feature's field.
  enum Value {
    case text(String)
    /// Nothing: whoever opens the file fills it in.
    case none
    /// A number; nil where it is not known.
    case number(Double?)
  }

  private let file: VectorFile
  private let system: LayerSystem
  private let layer: OGRLayerH

  /// Adds a layer of polygons, or takes one that is there.
  ///
  /// - Parameters:
  ///   - file: the file.
  ///   - name: the layer.
  ///   - fields: the fields with their types.
  ///   - type: what its shapes are; `wkbNone` for a table.
  ///   - system: where they are kept.
  ///   - options: what the format is told.
  /// - Throws: `GeoRasterError.writeFailed`.
  init(
    _ file: VectorFile,
    layer name: String,
    fields: [(name: String, type: OGRFieldType)],
    geometry type: OGRwkbGeometryType = wkbPolygon,
    system: LayerSystem = .wgs84(),
    options: [String: String] = [:]
  ) throws {
    self.file = file
    self.system = system
    GDALRuntime.forgetMessage()
    if let layer = unsafe GDALDatasetGetLayerByName(file.raw, name) {
      unsafe self.layer = layer
      return
    }
    guard let reference = unsafe OSRNewSpatialReference(nil) else {
      throw GeoRasterError.writeFailed(path: file.finalPath, reason: "out of memory")
    }
    defer { unsafe OSRRelease(reference) }
    unsafe OSRSetAxisMappingStrategy(reference, OAMS_TRADITIONAL_GIS_ORDER)
    unsafe OSRSetFromUserInput(reference, system.definition)
    var list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    for (key, value) in options { unsafe list = unsafe CSLSetNameValue(list, key, value) }
    defer { unsafe CSLDestroy(list) }
    let isTable = type == wkbNone
    guard let layer = unsafe GDALDatasetCreateLayer(file.raw, name, isTable ? nil : reference, type, list) else {
      throw GeoRasterError.writeFailed(path: file.finalPath, reason: GDALRuntime.writeReason(file.finalPath))
    }
    unsafe self.layer = layer
    for field in fields {
      guard let definition = unsafe OGR_Fld_Create(field.name, field.type) else { continue }
      try file.check(unsafe OGR_L_CreateField(layer, definition, 1))
      unsafe OGR_Fld_Destroy(definition)
    }
  }

  /// Adds a feature.
  ///
  /// - Parameters:
  ///   - values: its fields, in their order.
  ///   - rings: its outline, the outer ring first; none in a table.
  /// - Throws: `GeoRasterError.writeFailed`.
  func append(_ values: [Value], rings: [[GeoCoordinate]] = []) throws {
    GDALRuntime.forgetMessage()
    try unsafe append(values, geometry: rings.isEmpty ? nil : system.polygon(rings))
  }

  /// Adds a feature.
  ///
  /// - Parameters:
  ///   - values: its fields, in their order.
  ///   - geometry: its shape, which goes over to it; nil in a table.
  /// - Throws: `GeoRasterError.writeFailed`.
  func append(_ values: [Value], geometry: OGRGeometryH?) throws {
    guard let record = unsafe OGR_F_Create(OGR_L_GetLayerDefn(layer)) else {
      unsafe OGR_G_DestroyGeometry(geometry)
      throw GeoRasterError.writeFailed(path: file.finalPath, reason: "out of memory")
    }
    defer { unsafe OGR_F_Destroy(record) }
    for (index, value) in values.enumerated() {
      switch value {
      case .none: unsafe OGR_F_SetFieldNull(record, Int32(index))
      case .text(let text): unsafe OGR_F_SetFieldString(record, Int32(index), text)
      case .number(let number?): unsafe OGR_F_SetFieldDouble(record, Int32(index), number)
      case .number(nil): unsafe OGR_F_SetFieldNull(record, Int32(index))
      }
    }
    if let geometry = unsafe geometry { unsafe OGR_F_SetGeometryDirectly(record, geometry) }
    try file.check(unsafe OGR_L_CreateFeature(layer, record))
  }

  /// The ground of its shapes; nil where there are none.
  func view(in system: LayerSystem) -> GroundView? {
    var envelope = OGREnvelope()
    guard !isEmpty, unsafe OGR_L_GetExtent(layer, &envelope, 1) == OGRERR_NONE else { return nil }
    return GroundView(
      system: system.name,
      eastings: envelope.MinX...envelope.MaxX,
      northings: envelope.MinY...envelope.MaxY
    )
  }

  /// Whether it has no feature.
  var isEmpty: Bool { unsafe OGR_L_GetFeatureCount(layer, 1) == 0 }

  /// How many features there are of each value of a text field.
  func counts(by field: String) -> [String: Int] {
    var counts: [String: Int] = [:]
    unsafe forEach { feature in
      let index = unsafe OGR_F_GetFieldIndex(feature, field)
      counts[unsafe String(cString: OGR_F_GetFieldAsString(feature, index)), default: 0] += 1
    }
    return counts
  }

  /// Takes features away by the value of a text field.
  func remove(where field: String, _ isRemoved: (String) -> Bool) throws {
    var removed: [Int64] = []
    unsafe forEach { feature in
      let index = unsafe OGR_F_GetFieldIndex(feature, field)
      if isRemoved(unsafe String(cString: OGR_F_GetFieldAsString(feature, index))) {
        removed.append(unsafe Int64(OGR_F_GetFID(feature)))
      }
    }
    for identifier in removed { try file.check(unsafe OGR_L_DeleteFeature(layer, identifier)) }
  }

  /// Goes through the features.
  func forEach(_ body: (OGRFeatureH) throws -> Void) rethrows {
    unsafe OGR_L_ResetReading(layer)
    while let feature = unsafe OGR_L_GetNextFeature(layer) {
      defer { unsafe OGR_F_Destroy(feature) }
      try unsafe body(feature)
    }
  }
}
