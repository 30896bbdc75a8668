import CGDAL
import FieldGeometry
import Quantities

/// The reference system in which a file keeps positions, and the ways there and back.
@safe final class LayerSystem {
  /// The system: an EPSG code or WKT.
  let definition: String
  /// Nil where it is WGS 84.
  private let there: CoordinateTransformation?
  private let back: CoordinateTransformation?

  /// WGS 84.
  static func wgs84() -> LayerSystem { LayerSystem() }

  private init() { (definition, there, back) = ("EPSG:4326", nil, nil) }

  /// Takes a system in metres.
  ///
  /// - Throws: `GeoRasterError.projection` where there is no way to it.
  init(_ definition: String, path: String) throws {
    self.definition = definition
    there = try CoordinateTransformation(from: "EPSG:4326", to: definition, path: path)
    back = try CoordinateTransformation(from: definition, path: path)
  }

  /// Its name, such as `EPSG:32633`.
  var name: String { CoordinateTransformation.name(of: definition) ?? definition }

  /// A polygon in this system.
  ///
  /// - Parameter rings: the outer ring, then the holes, each without its closing position.
  /// - Returns: the polygon, for somebody who takes it over.
  /// - Throws: `GeoRasterError.projection` where it lies too far away.
  func polygon(_ rings: [[GeoCoordinate]]) throws -> OGRGeometryH? {
    guard let polygon = unsafe Antimeridian.polygon(rings) else { return nil }
    do {
      try unsafe there?.transform(polygon)
    } catch {
      unsafe OGR_G_DestroyGeometry(polygon)
      throw error
    }
    return unsafe polygon
  }

  /// A copy of a geometry on WGS 84, its longitudes going on beyond 180 degrees.
  ///
  /// - Throws: `GeoRasterError.projection`.
  func geographic(_ geometry: OGRGeometryH?) throws -> OGRGeometryH? {
    guard let geometry = unsafe geometry, let copy = unsafe OGR_G_Clone(geometry) else { return nil }
    do {
      try unsafe back?.transform(copy)
    } catch {
      unsafe OGR_G_DestroyGeometry(copy)
      throw error
    }
    if back != nil { unsafe Antimeridian.unwrap(copy) }
    return unsafe copy
  }

  /// A position inside a polygon of this system, which its middle need not be.
  ///
  /// - Throws: `GeoRasterError.projection`, `FieldGeometryError`.
  func positionInside(_ polygon: OGRGeometryH?) throws -> GeoCoordinate? {
    guard let polygon = unsafe polygon, let point = unsafe OGR_G_PointOnSurface(polygon) else { return nil }
    defer { unsafe OGR_G_DestroyGeometry(point) }
    guard unsafe OGR_G_IsEmpty(point) == 0 else { return nil }
    let place = unsafe (x: OGR_G_GetX(point, 0), y: OGR_G_GetY(point, 0))
    if let back { return try back.coordinates(of: [place])[0] }
    let isBeyond = place.x > 180
    return try GeoCoordinate(latitude: .degrees(place.y), longitude: .degrees(isBeyond ? place.x - 360 : place.x))
  }
}
