/// Why a raster or a map cannot be read or written.
public enum GeoRasterError: Error, Hashable, CustomStringConvertible {
  /// The file is not there.
  case missing(path: String)
  /// The file is empty.
  case empty(path: String)
  /// GDAL cannot open the file.
  case unreadable(path: String, reason: String)
  /// The raster has fewer bands than red, green and blue need.
  case bandCount(path: String, found: Int)
  /// The raster's samples are not 8 bits wide.
  case sampleType(path: String, found: String)
  /// A window cannot be read.
  case readFailed(path: String, row: Int, reason: String)
  /// A file cannot be written.
  case writeFailed(path: String, reason: String)
  /// The raster does not say where it lies.
  case noGeoreference(path: String, what: String)
  /// Coordinates cannot be brought to WGS 84.
  case projection(path: String, reason: String)
  /// A mask has other values than classes.
  case notAMask(path: String, reason: String)
  /// A raster cannot serve as terrain.
  case notTerrain(path: String, reason: String)

  /// One sentence: what failed, which file, why, what to do.
  public var description: String {
    switch self {
    case .missing(let path):
      "Cannot read '\(path)': there is no such file. Check the path."
    case .empty(let path):
      "Cannot read '\(path)': the file is empty. Copy it again from its source."
    case .unreadable(let path, let reason):
      "Cannot read '\(path)' as an image: \(reason). Give a GeoTIFF, JPEG or PNG file that is whole."
    case .bandCount(let path, let found):
      "Cannot map '\(path)': it has \(found) band(s), and the model needs red, green and blue. Give a colour image."
    case .sampleType(let path, let found):
      """
      Cannot map '\(path)': its samples are \(found), and the model needs 8 bits. \
      Convert it with gdal_translate -ot Byte -scale.
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
    case .projection(let path, let reason):
      "Cannot bring '\(path)' to WGS 84: \(reason). Check its coordinate reference system with gdalinfo."
    case .notTerrain(let path, let reason):
      """
      Cannot use '\(path)' as terrain: \(reason). Give a one-band raster of heights in metres or feet that knows its \
      coordinate reference system.
      """
    case .notAMask(let path, let reason):
      "Cannot use '\(path)' as a mask: \(reason). Give a one-band image of 8-bit class numbers."
    }
  }
}
