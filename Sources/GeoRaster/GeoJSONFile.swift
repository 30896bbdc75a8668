import CGDAL
import Foundation

/// Writes polygons as GeoJSON (RFC 7946); the file gets its name only when it is whole.
///
/// GDAL's own writer makes an object of every number before it prints it: on a map of 8000 patches that took a third of
/// the whole run. Here coordinates are whole numbers of the last digit, printed as such.
final class GeoJSONFile {
  private let path: String
  private let staging: URL
  private let handle: FileHandle
  private let decimals: Int
  private let unit: Double
  private var bytes: [UInt8] = []
  private var isFirst = true
  private var texts: [String: [UInt8]] = [:]
  private static let chunk = 1 << 20

  /// Begins a file.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - layer: the name of the collection.
  ///   - decimals: digits behind the point of a coordinate, 0 to 12.
  /// - Throws: `GeoRasterError.writeFailed`.
  init(path: String, layer: String, decimals: Int) throws {
    self.path = path
    self.decimals = min(max(decimals, 0), 12)
    unit = Double((0..<self.decimals).reduce(1) { power, _ in power * 10 })
    let place = URL(fileURLWithPath: path)
    staging = place.deletingLastPathComponent().appendingPathComponent(".tmp-" + place.lastPathComponent)
    do {
      try Data().write(to: staging)
      handle = try FileHandle(forWritingTo: staging)
    } catch {
      throw GeoRasterError.writeFailed(path: path, reason: error.localizedDescription)
    }
    add("{\n\"type\": \"FeatureCollection\",\n\"name\": ")
    try add(quoting: layer)
    add(",\n\"features\": [")
  }

  deinit { try? FileManager.default.removeItem(at: staging) }

  /// Adds a feature with its fields; coordinates are longitude and latitude on WGS 84, cut at the 180th meridian.
  ///
  /// - Throws: `GeoRasterError.writeFailed`.
  func append(_ feature: OGRFeatureH) throws {
    add(isFirst ? "\n" : ",\n")
    isFirst = false
    add("{ \"type\": \"Feature\", \"properties\": { ")
    for index in 0..<(unsafe OGR_F_GetFieldCount(feature)) {
      if index > 0 { add(", ") }
      guard let definition = unsafe OGR_F_GetFieldDefnRef(feature, index) else { continue }
      try add(quoting: unsafe String(cString: OGR_Fld_GetNameRef(definition)))
      add(": ")
      if unsafe OGR_F_IsFieldSetAndNotNull(feature, index) == 0 {
        add("null")
      } else if unsafe OGR_Fld_GetType(definition) == OFTReal {
        add(Self.shortest(unsafe OGR_F_GetFieldAsDouble(feature, index)))
      } else {
        try add(quoting: unsafe String(cString: OGR_F_GetFieldAsString(feature, index)))
      }
    }
    add(" }, \"geometry\": ")
    let geometry = unsafe OGR_F_GetGeometryRef(feature)
    if let cut = unsafe Antimeridian.cut(geometry) {
      unsafe add(cut)
      unsafe OGR_G_DestroyGeometry(cut)
    } else {
      unsafe add(geometry)
    }
    add(" }")
    if bytes.count > Self.chunk { try flush() }
  }

  /// Ends the file and gives it its name.
  ///
  /// - Throws: `GeoRasterError.writeFailed`.
  func finish() throws {
    add("\n]\n}\n")
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
      try handle.write(contentsOf: bytes)
    } catch {
      throw GeoRasterError.writeFailed(path: path, reason: error.localizedDescription)
    }
    bytes.removeAll(keepingCapacity: true)
  }

  private func add(_ geometry: OGRGeometryH?) {
    guard let geometry = unsafe geometry else { return add("null") }
    let isMulti = unsafe OGR_GT_Flatten(OGR_G_GetGeometryType(geometry)) == wkbMultiPolygon
    add("{ \"type\": \"\(isMulti ? "MultiPolygon" : "Polygon")\", \"coordinates\": ")
    if isMulti {
      add("[ ")
      for index in 0..<(unsafe OGR_G_GetGeometryCount(geometry)) {
        if index > 0 { add(", ") }
        if let part = unsafe OGR_G_GetGeometryRef(geometry, index) { unsafe add(polygon: part) }
      }
      add(" ]")
    } else {
      unsafe add(polygon: geometry)
    }
    add(" }")
  }

  private func add(polygon: OGRGeometryH) {
    add("[ ")
    for index in 0..<(unsafe OGR_G_GetGeometryCount(polygon)) {
      guard let ring = unsafe OGR_G_GetGeometryRef(polygon, index) else { continue }
      if index > 0 { add(", ") }
      unsafe add(ring: ring, isOuter: index == 0)
    }
    add(" ]")
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
    // A list of its own: Swift checks each access to one of an object's.
    var text = Array("[ ".utf8)
    for place in 0..<count {
      let index = isForward ? place : count - 1 - place
      if place > 0 { text.append(contentsOf: ", ".utf8) }
      text.append(contentsOf: "[ ".utf8)
      Self.add(longitudes[index], unit: unit, decimals: decimals, to: &text)
      text.append(contentsOf: ", ".utf8)
      Self.add(latitudes[index], unit: unit, decimals: decimals, to: &text)
      text.append(contentsOf: " ]".utf8)
    }
    text.append(contentsOf: " ]".utf8)
    bytes.append(contentsOf: text)
  }

  private static func add(_ coordinate: Double, unit: Double, decimals: Int, to bytes: inout [UInt8]) {
    let scaled = (coordinate * unit).rounded()
    guard scaled.magnitude < 1e17 else { return bytes.append(contentsOf: "null".utf8) }
    var rest = UInt64(scaled.magnitude)
    var digits = decimals
    while digits > 0, rest.isMultiple(of: 10) {
      rest /= 10
      digits -= 1
    }
    let start = bytes.count
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
      digits -= 1
      if digits == 0 { bytes.append(UInt8(ascii: ".")) }
    } while rest > 0 || digits >= 0
    if scaled < 0 { bytes.append(UInt8(ascii: "-")) }
    bytes[start...].reverse()
  }

  private static func shortest(_ number: Double) -> String {
    guard number.isFinite else { return "null" }
    return number == number.rounded() && number.magnitude < 1e15 ? "\(Int64(number)).0" : "\(number)"
  }

  private func add(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private func add(quoting text: String) throws {
    if let known = texts[text] { return bytes.append(contentsOf: known) }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    guard let quoted = try? encoder.encode(text) else {
      throw GeoRasterError.writeFailed(path: path, reason: "a name cannot be written as text")
    }
    texts[text] = Array(quoted)
    bytes.append(contentsOf: quoted)
  }
}
