import CGDAL

/// The owner of a geometry of OGR.
@safe final class GeometryHandle {
  /// The geometry, for calls into GDAL.
  private(set) var raw: OGRGeometryH

  /// Reads a shape.
  ///
  /// - Throws: `GeoRasterError.labels` where its bytes are no geometry.
  init(_ shape: LabelShape, path: String) throws {
    GDALRuntime.start()
    GDALRuntime.forgetMessage()
    var geometry: OGRGeometryH?
    let bytes = shape.wellKnownBinary
    let status = unsafe bytes.withUnsafeBytes {
      unsafe OGR_G_CreateFromWkb($0.baseAddress, nil, &geometry, Int32(bytes.count))
    }
    guard status == OGRERR_NONE, let geometry = unsafe geometry else { throw Self.failure(path) }
    // Arcs are drawn as lines, as everywhere else.
    guard let linear = unsafe OGR_G_GetLinearGeometry(geometry, 0, nil) else {
      unsafe OGR_G_DestroyGeometry(geometry)
      throw Self.failure(path)
    }
    unsafe OGR_G_DestroyGeometry(geometry)
    unsafe raw = unsafe linear
    unsafe OGR_G_FlattenTo2D(raw)
  }

  deinit { unsafe OGR_G_DestroyGeometry(raw) }

  /// Another of the same, for somebody who takes it over.
  func copy() -> OGRGeometryH? { unsafe OGR_G_Clone(raw) }

  /// Whether it has an area of its own.
  var isArea: Bool { unsafe OGR_G_GetDimension(raw) == 2 }

  /// Whether an outline crosses itself.
  var crossesItself: Bool {
    let isValid = unsafe OGR_G_IsValid(raw) != 0
    return isArea && !isValid
  }

  /// Brings it to another system.
  ///
  /// - Throws: `GeoRasterError.projection` where it does not lie where that system is of use.
  func transform(by way: CoordinateTransformation, path: String) throws {
    try unsafe way.transform(raw)
  }

  /// Makes sound outlines of those that cross themselves.
  ///
  /// - Throws: `GeoRasterError.labels`.
  func makeValid(path: String) throws {
    GDALRuntime.forgetMessage()
    try unsafe replace(OGR_G_MakeValid(raw), path)
  }

  /// Takes what lies nearer than a distance.
  ///
  /// - Throws: `GeoRasterError.labels`.
  func grow(by distance: Double, path: String) throws {
    GDALRuntime.forgetMessage()
    try unsafe replace(OGR_G_Buffer(raw, distance, 4), path)
  }

  /// The pixels that it may lie in, by the transform of a raster from pixels to its coordinates.
  func bounds(_ transform: [Double]) -> PixelBounds {
    var box = OGREnvelope()
    unsafe OGR_G_GetEnvelope(raw, &box)
    let determinant = transform[1] * transform[5] - transform[2] * transform[4]
    let corners = [(box.MinX, box.MinY), (box.MinX, box.MaxY), (box.MaxX, box.MinY), (box.MaxX, box.MaxY)]
    return PixelBounds(
      around: corners.map { corner in
        let (x, y) = (corner.0 - transform[0], corner.1 - transform[3])
        return (
          x: (transform[5] * x - transform[2] * y) / determinant, y: (transform[1] * y - transform[4] * x) / determinant
        )
      }
    )
  }

  /// The corners of the box around it, south-west and north-east.
  var corners: [(x: Double, y: Double)] {
    var box = OGREnvelope()
    unsafe OGR_G_GetEnvelope(raw, &box)
    return [(x: box.MinX, y: box.MinY), (x: box.MaxX, y: box.MaxY)]
  }

  private func replace(_ other: OGRGeometryH?, _ path: String) throws {
    guard let other = unsafe other else { throw Self.failure(path) }
    unsafe OGR_G_DestroyGeometry(raw)
    unsafe raw = unsafe other
  }

  private static func failure(_ path: String) -> GeoRasterError {
    .labels(path: path, reason: "a shape is none (\(GDALRuntime.lastMessage))", remedy: "Draw it anew.")
  }
}
