/// Why nothing can be said of a map.
public enum ReportingError: Error, Hashable, CustomStringConvertible {
  /// A file or folder is no map.
  case noMap(path: String)
  /// A file that should say what was surveyed has no polygon.
  case noCoverage(path: String)
  /// Nothing says what was surveyed.
  case unknownCoverage(path: String)
  /// A file of parcels has no such column.
  case noColumn(path: String, column: String, found: [String])
  /// A file of parcels names no reference system and its coordinates are no degrees.
  case noSystem(path: String)
  /// A file has no polygon.
  case noPolygons(path: String)
  /// A file has no line.
  case noRoad(path: String)
  /// A table of classes cannot be used.
  case classTable(path: String, reason: String)
  /// Parcels or a field do not lie where the map does.
  case elsewhere(path: String, map: String)
  /// Two maps have no ground in common.
  case nothingInCommon(old: String, new: String)
  /// Two maps were made in ways that differ.
  case differentMaps(what: String, old: String, new: String)
  /// A map lies worse than a section of a boom is wide.
  case tooInaccurate(path: String, reason: String)
  /// A map has no patch.
  case noPatches(path: String)
  /// A kind of file needs another ending or a folder.
  case output(path: String, reason: String)
  /// A file is no form of places.
  case noForm(path: String)
  /// Too few places of a form have a verdict.
  case emptyForm(path: String, inPatches: Int, elsewhere: Int)
  /// A verdict is none of those that the form offers.
  case unknownVerdict(path: String, place: Int, verdict: String)
  /// Zones cannot be made so few.
  case tooManyZones(found: Int, most: Int)

  /// One sentence: what failed, which file, why, what to do.
  public var description: String {
    switch self {
    case .noMap(let path):
      """
      Cannot use '\(path)' as a map: it has no layer of patches with a column 'class'. Give the folder of a finished map, \
      its map.gpkg or its map.geojson.
      """
    case .noCoverage(let path):
      "Cannot use '\(path)' as surveyed ground: it holds no polygon. Give the layer 'coverage' of a map."
    case .unknownCoverage(let path):
      """
      Cannot say what of the ground in '\(path)' was surveyed: it has no layer 'coverage'. Give the map's folder or its \
      map.gpkg, or a file with the surveyed ground.
      """
    case .noColumn(let path, let column, let found):
      """
      Cannot read '\(path)': it has no column '\(column)'. Choose one of \
      \(found.map { "'\($0)'" }.joined(separator: ", ")).
      """
    case .noSystem(let path):
      """
      Cannot place '\(path)': it names no coordinate reference system, and its coordinates are no degrees. Give it one \
      with ogr2ogr -a_srs, a Shapefile its .prj.
      """
    case .noPolygons(let path):
      "Cannot use '\(path)': it holds no polygon. Draw the ground as polygons."
    case .noRoad(let path):
      "Cannot use '\(path)' as a road: it holds no line. Draw the middle of the road as a line."
    case .classTable(let path, let reason):
      "Cannot use the classes of '\(path)': \(reason). Write a table as docs/action.md shows."
    case .elsewhere(let path, let map):
      "Cannot use '\(path)' with '\(map)': they have no ground in common. Check both in QGIS, and their reference systems."
    case .nothingInCommon(let old, let new):
      "Cannot compare '\(old)' and '\(new)': they have no surveyed ground in common. Check that both are of one place."
    case .differentMaps(let what, let old, let new):
      """
      Cannot compare '\(old)' and '\(new)': they were made with another \(what). Map the older pictures again, or say that \
      you want it nevertheless.
      """
    case .tooInaccurate(let path, let reason):
      """
      Cannot prescribe from '\(path)': \(reason.prefix(1).lowercased() + reason.dropFirst()). Map an orthophoto with control \
      points, or treat the whole field.
      """
    case .noPatches(let path):
      "Cannot use '\(path)': the map has no patch. Nothing has to be done there, or the threshold is too high."
    case .output(let path, let reason):
      "Cannot write '\(path)': \(reason)."
    case .noForm(let path):
      "Cannot read '\(path)' as places that were looked at: it is no form that 'ragweed verify' wrote. Name its verify.gpkg."
    case .emptyForm(let path, let inPatches, let elsewhere):
      """
      Cannot reckon with '\(path)': \(inPatches) places in patches and \(elsewhere) elsewhere have a verdict, and each kind \
      needs two or more, better 50. Fill in the column 'verdict'.
      """
    case .unknownVerdict(let path, let place, let verdict):
      "Cannot read '\(path)': place \(place) has the verdict '\(verdict)'. Write 'weed', 'no weed' or 'unsure'."
    case .tooManyZones(let found, let most):
      """
      Cannot write \(found) zones: no more than \(most) are wanted, and a wider buffer does not make them fewer. Allow more, \
      or write a grid.
      """
    }
  }
}
