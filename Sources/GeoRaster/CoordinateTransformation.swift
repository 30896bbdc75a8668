#if canImport(Glibc)
  import Glibc
#endif
import CGDAL
import FieldGeometry
import Quantities

/// A way from one coordinate reference system to another, WGS 84 unless another is named.
@safe final class CoordinateTransformation {
  /// The length in metres of a unit of the source system; `nil` where its units are degrees.
  let metersPerUnit: Double?

  private let raw: OGRCoordinateTransformationH
  private let source: OGRSpatialReferenceH
  private let path: String

  /// Makes a way between systems given as WKT, an EPSG code or a PROJ text.
  ///
  /// - Throws: `GeoRasterError.projection` where there is none.
  init(from definition: String, to goal: String = "EPSG:4326", path: String) throws {
    GDALRuntime.start()
    GDALRuntime.forgetMessage()
    guard let source = unsafe OSRNewSpatialReference(nil), let target = unsafe OSRNewSpatialReference(nil) else {
      throw GeoRasterError.projection(path: path, reason: "out of memory")
    }
    defer { unsafe OSRRelease(target) }
    unsafe OSRSetAxisMappingStrategy(source, OAMS_TRADITIONAL_GIS_ORDER)
    unsafe OSRSetAxisMappingStrategy(target, OAMS_TRADITIONAL_GIS_ORDER)
    guard unsafe OSRSetFromUserInput(source, definition) == OGRERR_NONE,
      unsafe OSRSetFromUserInput(target, goal) == OGRERR_NONE,
      let raw = unsafe OCTNewCoordinateTransformation(source, target)
    else {
      unsafe OSRRelease(source)
      throw GeoRasterError.projection(path: path, reason: GDALRuntime.lastMessage)
    }
    unsafe self.raw = raw
    unsafe self.source = source
    self.path = path
    metersPerUnit = unsafe OSRIsProjected(source) != 0 ? OSRGetLinearUnits(source, nil) : nil
  }

  deinit {
    unsafe OCTDestroyCoordinateTransformation(raw)
    unsafe OSRRelease(source)
  }

  /// The positions of points given in the source system, where the target is WGS 84.
  ///
  /// A raster in degrees across the 180th meridian counts on beyond it; its longitudes are brought back.
  func coordinates(of points: [(x: Double, y: Double)]) throws -> [GeoCoordinate] {
    try transform(points).map { point in
      let isBeyond = point.x.magnitude > 180 && point.x.magnitude <= 360
      return try GeoCoordinate(
        latitude: .degrees(point.y),
        longitude: .degrees(isBeyond ? remainder(point.x, 360) : point.x)
      )
    }
  }

  /// Points in the target system.
  func transform(_ points: [(x: Double, y: Double)]) throws -> [(x: Double, y: Double)] {
    var x = points.map(\.x)
    var y = points.map(\.y)
    GDALRuntime.forgetMessage()
    guard unsafe OCTTransform(raw, Int32(points.count), &x, &y, nil) != 0 else {
      throw GeoRasterError.projection(path: path, reason: GDALRuntime.lastMessage)
    }
    return zip(x, y).map { (x: $0, y: $1) }
  }

  /// Brings a geometry to the target system.
  func transform(_ geometry: OGRGeometryH) throws {
    GDALRuntime.forgetMessage()
    guard unsafe OGR_G_Transform(geometry, raw) == OGRERR_NONE else {
      throw GeoRasterError.projection(path: path, reason: GDALRuntime.lastMessage)
    }
  }

  /// Brings points from one system to another.
  static func points(
    _ points: [(x: Double, y: Double)],
    from source: String,
    to target: String,
    path: String
  ) throws -> [(x: Double, y: Double)] {
    try CoordinateTransformation(from: source, to: target, path: path).transform(points)
  }

  /// The name of a system that an authority gave, such as `EPSG:32633`; nil where there is none.
  static func name(of definition: String) -> String? {
    guard let system = unsafe OSRNewSpatialReference(nil) else { return nil }
    defer { unsafe OSRRelease(system) }
    guard unsafe OSRSetFromUserInput(system, definition) == OGRERR_NONE,
      let authority = unsafe OSRGetAuthorityName(system, nil), let code = unsafe OSRGetAuthorityCode(system, nil)
    else { return nil }
    return unsafe String(cString: authority) + ":" + String(cString: code)
  }

  /// A system as WKT.
  static func wkt(of definition: String, path: String) throws -> String {
    guard let system = unsafe OSRNewSpatialReference(nil) else {
      throw GeoRasterError.projection(path: path, reason: "out of memory")
    }
    defer { unsafe OSRRelease(system) }
    var text: UnsafeMutablePointer<CChar>?
    guard unsafe OSRSetFromUserInput(system, definition) == OGRERR_NONE,
      unsafe OSRExportToWkt(system, &text) == OGRERR_NONE, let text = unsafe text
    else { throw GeoRasterError.projection(path: path, reason: GDALRuntime.lastMessage) }
    defer { unsafe VSIFree(text) }
    return unsafe String(cString: text)
  }
}
