/// What a raster file says of where it lies, whether or not that leads to a place on the Earth.
public struct StoredReference: Sendable, Hashable {
  /// The six numbers of GDAL's transform from pixel corners to coordinates; nil where the file has none.
  public let transform: [Double]?
  /// The coordinate reference system as WKT; nil where the file names none.
  public let wkt: String?

  /// The system by the name that an authority gave it, such as `EPSG:32633`, else as WKT; nil where the file names none.
  public var systemName: String? { wkt.map { CoordinateTransformation.name(of: $0) ?? $0 } }
}
