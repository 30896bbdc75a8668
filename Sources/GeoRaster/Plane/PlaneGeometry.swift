import CGDAL
import FieldGeometry
import Foundation
import Quantities

/// Areas, lines and places on the plane of a frame, worked on by GEOS through OGR.
///
/// GEOS's overlay is robust where edges meet; an own one would be the larger risk.
@safe final class PlaneGeometry {
  private let raw: OGRGeometryH

  private init(owning raw: OGRGeometryH?, _ what: String) throws {
    guard let raw = unsafe raw else { throw GeoRasterError.geometry(what: what, reason: GDALRuntime.lastMessage) }
    unsafe self.raw = raw
  }

  deinit { unsafe OGR_G_DestroyGeometry(raw) }

  /// Polygons together, which may overlap.
  convenience init(_ boundaries: [FieldBoundary]) throws {
    try self.init(rings: boundaries.map { $0.rings.map { $0.vertices.map(Vector.init) } })
  }

  /// Polygons together, each its outline and its holes, which may overlap or cross themselves.
  convenience init(rings polygons: [[[Vector]]]) throws {
    GDALRuntime.start()
    GDALRuntime.forgetMessage()
    try unsafe self.init(owning: OGR_G_CreateGeometry(wkbMultiPolygon), "polygons")
    for rings in polygons {
      guard let polygon = unsafe OGR_G_CreateGeometry(wkbPolygon) else { continue }
      for ring in rings { unsafe Self.add(ring + ring.prefix(1), as: wkbLinearRing, to: polygon) }
      unsafe OGR_G_AddGeometryDirectly(raw, polygon)
    }
  }

  /// Lines and places together.
  convenience init(lines: [[Vector]], points: [Vector]) throws {
    GDALRuntime.start()
    GDALRuntime.forgetMessage()
    try unsafe self.init(owning: OGR_G_CreateGeometry(wkbGeometryCollection), "lines")
    for line in lines { unsafe Self.add(line, as: line.count > 1 ? wkbLineString : wkbPoint, to: raw) }
    for point in points { unsafe Self.add([point], as: wkbPoint, to: raw) }
  }

  @unsafe
  private static func add(_ corners: [Vector], as kind: OGRwkbGeometryType, to parent: OGRGeometryH) {
    guard let part = unsafe OGR_G_CreateGeometry(kind) else { return }
    for corner in corners { unsafe OGR_G_AddPoint_2D(part, corner.x, corner.y) }
    unsafe OGR_G_AddGeometryDirectly(parent, part)
  }

  /// A copy of a geometry whose coordinates are metres.
  static func copying(_ geometry: GeometryHandle) throws -> PlaneGeometry {
    let collection = try unsafe PlaneGeometry(owning: OGR_G_CreateGeometry(wkbGeometryCollection), "polygons")
    unsafe OGR_G_AddGeometry(collection.raw, geometry.raw)
    return collection
  }

  /// Several together, which may overlap.
  static func collected(_ others: [PlaneGeometry]) throws -> PlaneGeometry {
    let collection = try unsafe PlaneGeometry(owning: OGR_G_CreateGeometry(wkbGeometryCollection), "polygons")
    for other in others { unsafe OGR_G_AddGeometry(collection.raw, other.raw) }
    return collection
  }

  /// Polygons together that lie apart.
  static func merged(_ others: [PlaneGeometry]) throws -> PlaneGeometry {
    let parts = try unsafe PlaneGeometry(owning: OGR_G_CreateGeometry(wkbMultiPolygon), "polygons")
    for other in others { unsafe addPolygons(of: other.raw, to: parts.raw) }
    return parts
  }

  /// The polygons, each by itself.
  func polygons() throws -> [PlaneGeometry] {
    let parts = try unsafe PlaneGeometry(owning: OGR_G_CreateGeometry(wkbMultiPolygon), "polygons")
    unsafe Self.addPolygons(of: raw, to: parts.raw)
    return try (0..<(unsafe OGR_G_GetGeometryCount(parts.raw))).map { index in
      try unsafe PlaneGeometry(owning: OGR_G_Clone(OGR_G_GetGeometryRef(parts.raw, index)), "polygons")
    }
  }

  /// The distance in metres between the nearest places of two.
  func distance(to other: PlaneGeometry) -> Double { unsafe OGR_G_Distance(raw, other.raw) }

  /// A place inside, which the middle need not be.
  func placeInside() throws -> Vector {
    let point = try unsafe result(OGR_G_PointOnSurface(raw), "a place inside a shape")
    return Vector(x: unsafe OGR_G_GetX(point.raw, 0), y: unsafe OGR_G_GetY(point.raw, 0))
  }

  /// The box around it; nil where there is nothing.
  var box: GroundBox? {
    guard unsafe OGR_G_IsEmpty(raw) == 0 else { return nil }
    var box = OGREnvelope()
    unsafe OGR_G_GetEnvelope(raw, &box)
    return GroundBox(eastings: box.MinX...box.MaxX, northings: box.MinY...box.MaxY)
  }

  /// The same ground without crossings and overlaps: what any of the polygons has.
  func joined() throws -> PlaneGeometry {
    let parts = try unsafe PlaneGeometry(owning: OGR_G_CreateGeometry(wkbMultiPolygon), "polygons")
    var options: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    // The other method takes the ground of two polygons, or that a line encircles twice, for none.
    unsafe options = unsafe CSLSetNameValue(nil, "METHOD", "STRUCTURE")
    defer { unsafe CSLDestroy(options) }
    for index in 0..<(unsafe OGR_G_GetGeometryCount(raw)) {
      let part = unsafe OGR_G_MakeValidEx(OGR_G_GetGeometryRef(raw, index), options)
      let valid = try unsafe result(part, "making a shape valid")
      unsafe Self.addPolygons(of: valid.raw, to: parts.raw)
    }
    return try unsafe result(OGR_G_UnionCascaded(parts.raw), "joining shapes")
  }

  @unsafe
  private static func addPolygons(of geometry: OGRGeometryH, to parent: OGRGeometryH) {
    guard unsafe OGR_GT_Flatten(OGR_G_GetGeometryType(geometry)) != wkbPolygon else {
      unsafe OGR_G_AddGeometry(parent, geometry)
      return
    }
    for index in 0..<(unsafe OGR_G_GetGeometryCount(geometry)) {
      if let part = unsafe OGR_G_GetGeometryRef(geometry, index) { unsafe addPolygons(of: part, to: parent) }
    }
  }

  /// The ground within a distance, approximated from outside: never less than the distance.
  ///
  /// Between the corners of a round end the chord comes nearer by cos(π/32) with 8 corners to a quarter turn, so the
  /// distance is that much longer; what the simplification may take is added before.
  ///
  /// - Parameters:
  ///   - distance: the distance in metres, above zero.
  ///   - slack: how much further away, in metres, the edge may be for the sake of fewer corners.
  /// - Returns: the ground.
  /// - Throws: `GeoRasterError.geometry` where GEOS refuses.
  func widened(by distance: Double, slack: Double) throws -> PlaneGeometry {
    let reach = (distance + slack) / cos(.pi / 32)
    let wide = try unsafe result(OGR_G_Buffer(raw, reach, 8), "widening a shape")
    guard slack > 0 else { return wide }
    return try wide.simplified(by: slack)
  }

  /// The ground further than a distance in metres from its edge.
  func narrowed(by distance: Double) throws -> PlaneGeometry {
    try unsafe result(OGR_G_Buffer(raw, -distance, 8), "narrowing a shape")
  }

  /// The same shapes with fewer corners, none further from the outline than a distance; holes stay, and nothing crosses
  /// itself that did not before.
  ///
  /// - Throws: `GeoRasterError.geometry` where GEOS refuses.
  func simplified(by slack: Double) throws -> PlaneGeometry {
    try unsafe result(OGR_G_SimplifyPreserveTopology(raw, slack), "simplifying a shape")
  }

  /// Whether no ring crosses itself or another.
  var isValid: Bool { unsafe OGR_G_IsValid(raw) != 0 }

  /// The rings of the only polygon, each without its closing corner; none where there are several.
  var rings: [[Vector]] {
    var polygon = unsafe raw
    if unsafe OGR_GT_Flatten(OGR_G_GetGeometryType(polygon)) != wkbPolygon {
      guard unsafe OGR_G_GetGeometryCount(polygon) == 1, let only = unsafe OGR_G_GetGeometryRef(polygon, 0) else {
        return []
      }
      unsafe polygon = unsafe only
    }
    return (0..<(unsafe OGR_G_GetGeometryCount(polygon))).compactMap { index in
      guard let ring = unsafe OGR_G_GetGeometryRef(polygon, index) else { return nil }
      return (0..<max(unsafe OGR_G_GetPointCount(ring) - 1, 0)).map { point in
        Vector(x: unsafe OGR_G_GetX(ring, point), y: unsafe OGR_G_GetY(ring, point))
      }
    }
  }

  /// The ground of this that is not ground of another.
  func subtracting(_ other: PlaneGeometry) throws -> PlaneGeometry {
    try unsafe result(OGR_G_Difference(raw, other.raw), "cutting shapes")
  }

  /// The ground of this that is ground of another too.
  func intersection(_ other: PlaneGeometry) throws -> PlaneGeometry {
    try unsafe result(OGR_G_Intersection(raw, other.raw), "cutting shapes")
  }

  /// Whether two shapes share a place.
  func meets(_ other: PlaneGeometry) -> Bool { unsafe OGR_G_Intersects(raw, other.raw) != 0 }

  /// The area in square metres.
  var area: Double { unsafe OGR_G_Area(raw) }

  /// The polygons; those of less than an area in square metres, and what is no polygon, left out.
  ///
  /// - Throws: `FieldGeometryError` where a hole touches an outline or another hole.
  func boundaries(above least: Double) throws -> [FieldBoundary] { try unsafe Self.boundaries(of: raw, above: least) }

  @unsafe
  private static func boundaries(of geometry: OGRGeometryH, above least: Double) throws -> [FieldBoundary] {
    let count = unsafe OGR_G_GetGeometryCount(geometry)
    let kind = unsafe OGR_GT_Flatten(OGR_G_GetGeometryType(geometry))
    guard kind == wkbPolygon else {
      guard [wkbMultiPolygon, wkbGeometryCollection].contains(kind) else { return [] }
      var boundaries: [FieldBoundary] = []
      for index in 0..<count {
        guard let part = unsafe OGR_G_GetGeometryRef(geometry, index) else { continue }
        boundaries += try unsafe self.boundaries(of: part, above: least)
      }
      return boundaries
    }
    guard unsafe OGR_G_Area(geometry) > least else { return [] }
    var rings: [[LocalPoint]] = []
    for index in 0..<count {
      guard let ring = unsafe OGR_G_GetGeometryRef(geometry, index) else { continue }
      // What is smaller than a square centimetre is rounding.
      guard unsafe index == 0 || OGR_G_Area(ring) > 1e-4 else { continue }
      rings.append(
        (0..<(unsafe OGR_G_GetPointCount(ring))).map { point in
          LocalPoint(Vector(x: unsafe OGR_G_GetX(ring, point), y: unsafe OGR_G_GetY(ring, point)))
        }
      )
    }
    guard let outer = rings.first else { return [] }
    return [try FieldBoundary(outer: LinearRing(outer), holes: rings.dropFirst().map { try LinearRing($0) })]
  }

  private func result(_ made: OGRGeometryH?, _ what: String) throws -> PlaneGeometry {
    try unsafe PlaneGeometry(owning: made, what)
  }
}
