import CGDAL

/// What a file is opened as, with the drivers of GDAL that may open it.
///
/// Every other driver is taken away when GDAL starts: GDAL tries all that it has on any file, and on the files beside it,
/// and some of them read other files or addresses that the file names.
enum FileKind {
  /// Orthophotos, masks and the tags of frames.
  case picture
  /// Heights of the ground.
  case elevation
  /// Polygons, lines and points.
  case shapes
  /// Labels that somebody drew.
  case labels

  private static let pictures = ["GTiff", "JPEG", "PNG", "JP2OpenJPEG"]
  private static let elevations = ["GTiff", "AAIGrid", "SRTMHGT", "DTED"]
  private static let vectors = ["GPKG", "ESRI Shapefile"]
  private static let drawings = vectors + ["GeoJSON"]
  /// What only writes, or holds data in memory.
  private static let others = ["COG", "MEM", "Memory"]

  /// GDAL's short names of the drivers, in the order in which they are tried.
  var drivers: [String] {
    switch self {
    case .picture: Self.pictures
    case .elevation: Self.elevations
    case .shapes: Self.vectors
    case .labels: Self.drawings
    }
  }

  /// What the file should have been, for messages.
  var formats: String {
    switch self {
    case .picture: "GeoTIFF, JPEG, PNG or JPEG 2000"
    case .elevation: "GeoTIFF, ESRI ASCII grid (.asc), SRTM (.hgt) or DTED"
    case .shapes: "GeoPackage or Shapefile"
    case .labels: "GeoPackage, Shapefile or GeoJSON"
    }
  }

  /// Takes away all drivers that no kind of file needs.
  static func dropOtherDrivers() {
    let kept = Set(pictures + elevations + drawings + others)
    for index in (0..<GDALGetDriverCount()).reversed() {
      guard let driver = unsafe GDALGetDriver(index), let name = unsafe GDALGetDriverShortName(driver) else { continue }
      if !kept.contains(unsafe String(cString: name)) { unsafe GDALDeregisterDriver(driver) }
    }
  }
}
