/// Why a raster or a map cannot be read or written.
public enum GeoRasterError: Error, Hashable, CustomStringConvertible {
  /// The file is not there.
  case missing(path: String)
  /// The path leads to a pipe or a device.
  case notAFile(path: String)
  /// The file is empty.
  case empty(path: String)
  /// The file is none of the formats that are read as its kind.
  case unreadable(path: String, reason: String, formats: String)
  /// The raster has fewer bands than red, green and blue need.
  case bandCount(path: String, found: Int)
  /// The raster has not the band that was asked for.
  case noSuchBand(path: String, band: Int, count: Int)
  /// The raster claims to be larger than any survey.
  case tooLarge(path: String, size: String, most: Int)
  /// The raster's samples are no numbers on a scale.
  case sampleType(path: String, found: String)
  /// A window cannot be read.
  case readFailed(path: String, row: Int, reason: String)
  /// A file cannot be written.
  case writeFailed(path: String, reason: String)
  /// The raster does not say where it lies.
  case noGeoreference(path: String, what: String)
  /// The raster was given points on the ground, but was not warped to them.
  case onlyControlPoints(path: String)
  /// Coordinates cannot be brought to WGS 84.
  case projection(path: String, reason: String)
  /// A mask has other values than classes.
  case notAMask(path: String, reason: String)
  /// Labels cannot be read or drawn.
  case labels(path: String, reason: String, remedy: String)
  /// A raster cannot serve as terrain.
  case notTerrain(path: String, reason: String)
  /// A zip archive or a file in it cannot be read.
  case brokenArchive(path: String, reason: String)
  /// GDAL cannot open a file of polygons.
  case unreadableField(path: String, reason: String)
  /// A file of polygons has layers but nothing in them.
  case emptyLayers(path: String)
  /// A file of shapes has no layer of a name.
  case noLayer(path: String, name: String, known: [String])
  /// GEOS cannot work on shapes.
  case geometry(what: String, reason: String)
  /// A file of no-fly zones has none.
  case noZone(path: String)
  /// Lines or points are to be kept off, but at no distance.
  case zonesWithoutArea(path: String)
  /// Bytes cannot be compressed or restored.
  case compressionFailed(bytes: Int)
  /// A position of a field is not on the Earth.
  case fieldOffEarth(path: String, x: String, y: String, hasReferenceSystem: Bool)

  /// One sentence: what failed, which file, why, what to do.
  public var description: String {
    switch self {
    case .compressionFailed(let bytes):
      "Cannot compress or restore \(bytes) bytes: zlib refuses them. Check the free memory."
    case .missing(let path):
      "Cannot read '\(path)': there is no such file. Check the path."
    case .notAFile(let path):
      "Cannot read '\(path)': it is a pipe or a device. Copy what it gives into a file, and name that."
    case .empty(let path):
      "Cannot read '\(path)': the file is empty. Copy it again from its source."
    case .unreadable(let path, let reason, let formats):
      "Cannot read '\(path)' as a raster: \(reason). Give a file that is whole: \(formats)."
    case .bandCount(let path, let found):
      "Cannot map '\(path)': it has \(found) band(s), and the model needs red, green and blue. Give a colour image."
    case .noSuchBand(let path, let band, let count):
      "Cannot map '\(path)': it has \(count) band(s) and no band \(band). Choose three of them with --bands, as in 3,2,1."
    case .tooLarge(let path, let size, let most):
      """
      Cannot map '\(path)': it claims to have \(size), more than \(most) along a side. \
      Cut it with gdal_translate -srcwin, or check how it was written.
      """
    case .sampleType(let path, let found):
      """
      Cannot map '\(path)': its samples are \(found), and the model needs brightness. \
      Convert it with gdal_translate -ot UInt16 -scale.
      """
    case .readFailed(let path, let row, let reason):
      "Cannot read '\(path)' from row \(row) on: \(reason). The file is damaged; copy it again from its source."
    case .writeFailed(let path, let reason):
      "Cannot write '\(path)': \(reason). Check the folder's permissions and the free disk space."
    case .noGeoreference(let path, let what):
      """
      Cannot put '\(path)' on a map: it has no \(what). \
      Its mask is written; add the georeference with gdal_edit or gdal_translate -a_srs -a_ullr and map it again.
      """
    case .onlyControlPoints(let path):
      """
      Cannot put '\(path)' on a map: it has ground control points and is not warped to them. Its mask is written; \
      warp it with gdalwarp -tps and map it again.
      """
    case .projection(let path, let reason):
      "Cannot bring '\(path)' to WGS 84: \(reason). Check its coordinate reference system with gdalinfo."
    case .labels(let path, let reason, let remedy):
      "Cannot use the labels in '\(path)': \(reason). \(remedy)"
    case .notTerrain(let path, let reason):
      """
      Cannot use '\(path)' as terrain: \(reason). Give a one-band raster of heights in metres or feet that knows its \
      coordinate reference system.
      """
    case .brokenArchive(let path, let reason):
      "Cannot read '\(path)': \(reason). Copy it again from its source."
    case .unreadableField(let path, let reason):
      "Cannot read field boundary '\(path)': \(reason). Give a file that is whole, a Shapefile with its .shx and .dbf."
    case .noLayer(let path, let name, let known):
      "'\(path)' has no layer '\(name)'. "
        + (known.isEmpty ? "Its format has no layers by name." : "It has: \(known.joined(separator: ", ")).")
    case .emptyLayers(let path):
      "Cannot read field boundary '\(path)': its layers are empty. Draw the field as a polygon."
    case .geometry(let what, let reason):
      "Shapes cannot be worked on (\(what)): \(reason). Simplify the outlines of field and zones."
    case .noZone(let path):
      "Cannot use '\(path)' as no-fly zones: it has neither polygon nor line nor point. Draw the zones."
    case .zonesWithoutArea(let path):
      """
      Cannot use '\(path)' as no-fly zones without a clearance: its lines or points have no area. Give a distance to keep \
      from them with --clearance, as in 5m.
      """
    case .fieldOffEarth(let path, let x, let y, let hasReferenceSystem):
      "Cannot read field boundary '\(path)': it has a position at \(x), \(y), which is not on the Earth"
        + (hasReferenceSystem
          ? " in the reference system that it names. Check that system with ogrinfo."
          : ", and names no reference system. Give it one with ogr2ogr -a_srs, a Shapefile its .prj.")
    case .notAMask(let path, let reason):
      "Cannot use '\(path)' as a mask: \(reason). Give a one-band image of 8-bit class numbers."
    }
  }
}
