/// What a raster file says of where it lies, whether or not that leads to a place on the Earth.
public struct StoredReference: Sendable, Hashable {
  /// The six numbers of GDAL's transform from pixel corners to coordinates; nil where the file has none.
  public let transform: [Double]?
  /// The coordinate reference system as WKT; nil where the file names none.
  public let wkt: String?
}
