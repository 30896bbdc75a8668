import CGDAL
import Documents
import Foundation

/// Writes polygons as GeoJSON (RFC 7946); the file gets its name only when it is whole.
///
/// GDAL's own writer makes an object of every number before it prints it: on a map of 8000 patches that took a third of
/// the whole run.
final class GeoJSONFile {
  private let path: String
  private let staging: URL
  private let handle: FileHandle
  private let decimals: Int
  private var writer = JSONWriter()
  private var isFirst = true
  private static let chunk = 1 << 20

  /// Begins a file.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - layer: the name of the collection.
  ///   - schema: which document it is.
  ///   - facts: what the file says of the survey.
  ///   - decimals: digits behind the point of a coordinate, 0 to 12.
  /// - Throws: `GeoRasterError.writeFailed`.
  init(path: String, layer: String, schema: DocumentSchema, facts: [JSONMember], decimals: Int) throws {
    self.path = path
    self.decimals = min(max(decimals, 0), 12)
    let place = URL(fileURLWithPath: path)
    staging = place.deletingLastPathComponent().appendingPathComponent(".tmp-" + place.lastPathComponent)
    do {
      try Data().write(to: staging)
      handle = try FileHandle(forWritingTo: staging)
    } catch {
      throw GeoRasterError.writeFailed(path: path, reason: error.localizedDescription)
    }
    writer.append("{\n\"type\": \"FeatureCollection\",\n\"schema\": ")
    writer.string(schema.rawValue)
    writer.append(",\n\"name\": ")
    writer.string(layer)
    if !facts.isEmpty {
      writer.append(",\n\"provenance\": ")
      writer.write(.object(facts))
    }
    writer.append(",\n\"features\": [")
  }

  deinit { try? FileManager.default.removeItem(at: staging) }

  /// Adds a feature with its fields.
  ///
  /// - Parameters:
  ///   - feature: its fields.
  ///   - geometry: its shape in longitude and latitude on WGS 84, to be cut at the 180th meridian.
  /// - Throws: `GeoRasterError.writeFailed`.
  func append(_ feature: OGRFeatureH, shape geometry: OGRGeometryH?) throws {
    writer.append(isFirst ? "\n" : ",\n")
    isFirst = false
    writer.append("{ \"type\": \"Feature\", \"properties\": ")
    writer.writeCompact(unsafe Self.properties(of: feature))
    writer.append(", \"geometry\": ")
    if let cut = unsafe Antimeridian.cut(geometry) {
      unsafe add(cut)
      unsafe OGR_G_DestroyGeometry(cut)
    } else {
      unsafe add(geometry)
    }
    writer.append(" }")
    if writer.bytes.count > Self.chunk { try flush() }
  }

  private static func properties(of feature: OGRFeatureH) -> JSONValue {
    .object(
      (0..<(unsafe OGR_F_GetFieldCount(feature))).compactMap { index in
        guard let definition = unsafe OGR_F_GetFieldDefnRef(feature, index) else { return nil }
        let value: JSONValue =
          if unsafe OGR_F_IsFieldSetAndNotNull(feature, index) == 0 {
            .null
          } else if unsafe OGR_Fld_GetType(definition) == OFTReal {
            .number(unsafe OGR_F_GetFieldAsDouble(feature, index))
          } else if unsafe OGR_Fld_GetType(definition) == OFTInteger {
            .integer(Int(unsafe OGR_F_GetFieldAsInteger(feature, index)))
          } else {
            .string(unsafe String(cString: OGR_F_GetFieldAsString(feature, index)))
          }
        return JSONMember(key: unsafe String(cString: OGR_Fld_GetNameRef(definition)), value: value)
      }
    )
  }

  /// Ends the file and gives it its name.
  ///
  /// - Throws: `GeoRasterError.writeFailed`.
  func finish() throws {
    writer.append("\n]\n}\n")
    try flush()
    do {
      try handle.close()
    } catch {
      throw GeoRasterError.writeFailed(path: path, reason: error.localizedDescription)
    }
    guard unsafe rename(staging.path, path) == 0 else {
      throw GeoRasterError.writeFailed(path: path, reason: unsafe String(cString: strerror(errno)))
    }
  }

  private func flush() throws {
    do {
      try handle.write(contentsOf: writer.bytes)
    } catch {
      throw GeoRasterError.writeFailed(path: path, reason: error.localizedDescription)
    }
    writer.removeAll()
  }

  private func add(_ geometry: OGRGeometryH?) {
    guard let geometry = unsafe geometry else { return writer.append("null") }
    let isMulti = unsafe OGR_GT_Flatten(OGR_G_GetGeometryType(geometry)) == wkbMultiPolygon
    writer.append("{ \"type\": \"\(isMulti ? "MultiPolygon" : "Polygon")\", \"coordinates\": ")
    if isMulti {
      writer.append("[ ")
      for index in 0..<(unsafe OGR_G_GetGeometryCount(geometry)) {
        if index > 0 { writer.append(", ") }
        if let part = unsafe OGR_G_GetGeometryRef(geometry, index) { unsafe add(polygon: part) }
      }
      writer.append(" ]")
    } else {
      unsafe add(polygon: geometry)
    }
    writer.append(" }")
  }

  private func add(polygon: OGRGeometryH) {
    writer.append("[ ")
    for index in 0..<(unsafe OGR_G_GetGeometryCount(polygon)) {
      guard let ring = unsafe OGR_G_GetGeometryRef(polygon, index) else { continue }
      if index > 0 { writer.append(", ") }
      unsafe add(ring: ring, isOuter: index == 0)
    }
    writer.append(" ]")
  }

  /// RFC 7946 wants outer rings counter-clockwise and holes clockwise.
  private func add(ring: OGRGeometryH, isOuter: Bool) {
    let count = Int(unsafe OGR_G_GetPointCount(ring))
    var longitudes = [Double](repeating: 0, count: count)
    var latitudes = longitudes
    let stride = Int32(MemoryLayout<Double>.stride)
    _ = unsafe OGR_G_GetPoints(ring, &longitudes, stride, &latitudes, stride, nil, 0)
    var twiceArea = 0.0
    for index in 1..<max(count, 1) {
      let (x, y) = (longitudes[index - 1] - longitudes[0], latitudes[index - 1] - latitudes[0])
      twiceArea += x * (latitudes[index] - latitudes[0]) - (longitudes[index] - longitudes[0]) * y
    }
    let isForward = (twiceArea >= 0) == isOuter
    // A writer of its own: Swift checks each access to one of an object's.
    var text = JSONWriter()
    text.append("[ ")
    for place in 0..<count {
      let index = isForward ? place : count - 1 - place
      text.append(place > 0 ? ", [ " : "[ ")
      text.write(longitudes[index], atMost: decimals)
      text.append(", ")
      text.write(latitudes[index], atMost: decimals)
      text.append(" ]")
    }
    text.append(" ]")
    writer.append(text)
  }
}
