import CGDAL
import FieldGeometry
import Quantities

/// Polygons that the 180th meridian crosses.
///
/// In degrees they are kept in one piece with longitudes beyond 180; GeoJSON has them cut in two (RFC 7946, section 3.1.9).
enum Antimeridian {
  /// A polygon of rings whose longitudes go on beyond 180 degrees where they would jump.
  static func polygon(_ rings: [[GeoCoordinate]]) -> OGRGeometryH? {
    let longitudes = rings.joined().map(\.longitude.degrees)
    // Nothing on a map is half as wide as the Earth.
    let crosses = (longitudes.max() ?? 0) - (longitudes.min() ?? 0) > 180
    let polygon = unsafe OGR_G_CreateGeometry(wkbPolygon)
    for ring in rings {
      let line = unsafe OGR_G_CreateGeometry(wkbLinearRing)
      for position in ring + ring.prefix(1) {
        let longitude = position.longitude.degrees
        unsafe OGR_G_AddPoint_2D(
          line,
          crosses && longitude < 0 ? longitude + 360 : longitude,
          position.latitude.degrees
        )
      }
      unsafe OGR_G_AddGeometryDirectly(polygon, line)
    }
    return unsafe polygon
  }

  /// The parts of a polygon on both sides of the meridian; nil where it lies on one side.
  static func cut(_ polygon: OGRGeometryH?) -> OGRGeometryH? {
    guard let polygon = unsafe polygon else { return nil }
    var envelope = OGREnvelope()
    unsafe OGR_G_GetEnvelope(polygon, &envelope)
    guard envelope.MaxX > 180, let parts = unsafe OGR_G_CreateGeometry(wkbMultiPolygon) else { return nil }
    for (west, east, shift) in [(0.0, 180.0, 0.0), (180.0, 540.0, -360.0)] {
      let side = unsafe box(west: west, east: east)
      defer { unsafe OGR_G_DestroyGeometry(side) }
      guard let part = unsafe OGR_G_Intersection(polygon, side) else { continue }
      unsafe move(part, by: shift)
      unsafe add(part, to: parts)
      unsafe OGR_G_DestroyGeometry(part)
    }
    return unsafe parts
  }

  /// Lets longitudes go on beyond 180 degrees where they jump to the other end.
  static func unwrap(_ polygon: OGRGeometryH?) {
    guard let polygon = unsafe polygon else { return }
    var envelope = OGREnvelope()
    unsafe OGR_G_GetEnvelope(polygon, &envelope)
    guard envelope.MaxX - envelope.MinX > 180 else { return }
    unsafe raiseWest(polygon)
  }

  private static func raiseWest(_ geometry: OGRGeometryH?) {
    for index in 0..<(unsafe OGR_G_GetGeometryCount(geometry)) {
      unsafe raiseWest(OGR_G_GetGeometryRef(geometry, index))
    }
    for index in 0..<(unsafe OGR_G_GetPointCount(geometry)) {
      let (x, y) = unsafe (OGR_G_GetX(geometry, index), OGR_G_GetY(geometry, index))
      if x < 0 { unsafe OGR_G_SetPoint_2D(geometry, index, x + 360, y) }
    }
  }

  private static func box(west: Double, east: Double) -> OGRGeometryH? {
    let polygon = unsafe OGR_G_CreateGeometry(wkbPolygon)
    let line = unsafe OGR_G_CreateGeometry(wkbLinearRing)
    for (x, y) in [(west, -90.0), (east, -90.0), (east, 90.0), (west, 90.0), (west, -90.0)] {
      unsafe OGR_G_AddPoint_2D(line, x, y)
    }
    unsafe OGR_G_AddGeometryDirectly(polygon, line)
    return unsafe polygon
  }

  private static func move(_ geometry: OGRGeometryH?, by degrees: Double) {
    for index in 0..<(unsafe OGR_G_GetGeometryCount(geometry)) {
      unsafe move(OGR_G_GetGeometryRef(geometry, index), by: degrees)
    }
    for index in 0..<(unsafe OGR_G_GetPointCount(geometry)) {
      let (x, y) = unsafe (OGR_G_GetX(geometry, index), OGR_G_GetY(geometry, index))
      unsafe OGR_G_SetPoint_2D(geometry, index, x + degrees, y)
    }
  }

  /// Adds the polygons of a geometry; lines and points, where it only touches the meridian, are left out.
  private static func add(_ geometry: OGRGeometryH?, to parts: OGRGeometryH?) {
    if unsafe OGR_GT_Flatten(OGR_G_GetGeometryType(geometry)) == wkbPolygon {
      if unsafe OGR_G_IsEmpty(geometry) == 0 { unsafe OGR_G_AddGeometry(parts, geometry) }
      return
    }
    for index in 0..<(unsafe OGR_G_GetGeometryCount(geometry)) {
      unsafe add(OGR_G_GetGeometryRef(geometry, index), to: parts)
    }
  }
}
