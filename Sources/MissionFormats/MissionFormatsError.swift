public import FieldGeometry

/// Why a field outline cannot be read.
public enum MissionFormatsError: Error, Hashable, CustomStringConvertible {
  /// The file is of none of the formats that are read.
  case unknownFormat(file: String)
  /// The file is of a format that is not read yet.
  case laterFormat(file: String, format: String)
  /// The file is no JSON.
  case brokenJSON(file: String, reason: JSONSyntaxError)
  /// The file is no XML.
  case brokenXML(file: String, line: Int)
  /// The document is JSON but no GeoJSON.
  case notGeoJSON(file: String, reason: String)
  /// The coordinates refer to something else than WGS 84.
  case foreignReferenceSystem(file: String, name: String)
  /// The document has no polygon.
  case noPolygon(file: String, kinds: [String])
  /// A ring does not end where it starts; polygons and rings are counted from 1.
  case ringNotClosed(file: String, polygon: Int, ring: Int)
  /// A position is no pair of numbers.
  case brokenPosition(file: String, polygon: Int, ring: Int, text: String)
  /// A position is not on the Earth.
  case positionOffEarth(file: String, polygon: Int, ring: Int, longitude: String, latitude: String)
  /// A polygon is no sound field.
  case unsound(file: String, polygon: Int, reason: FieldGeometryError)
  /// The file is no map of a plane.
  case unreadableMap(file: String, reason: String)
  /// The rings of a map of a plane are no sound field.
  case unsoundMap(file: String, reason: FieldGeometryError)

  /// One sentence: what failed, which file, why, what to do.
  public var description: String {
    switch self {
    case .unknownFormat(let file):
      "Cannot read field boundary '\(file)': it is neither GeoJSON nor KML. Export the field as one of them."
    case .laterFormat(let file, let format):
      "Cannot read field boundary '\(file)': \(format) is not read yet. Export the field as GeoJSON or KML."
    case .brokenJSON(let file, let reason):
      "Cannot read field boundary '\(file)': it is no JSON (\(reason)). Export it again."
    case .brokenXML(let file, let line):
      "Cannot read field boundary '\(file)': it is no XML (line \(line)). Export it again."
    case .notGeoJSON(let file, let reason):
      "Cannot read field boundary '\(file)': it is JSON but no GeoJSON, for \(reason). Export the field as GeoJSON."
    case .foreignReferenceSystem(let file, let name):
      """
      Cannot read field boundary '\(file)': its reference system is '\(name)'. GeoJSON is in WGS 84 (RFC 7946); export \
      it with EPSG:4326.
      """
    case .noPolygon(let file, let kinds):
      "Cannot read field boundary '\(file)': it has no polygon"
        + (kinds.isEmpty ? "" : ", only " + kinds.joined(separator: ", "))
        + ". Draw the field as a polygon."
    case .ringNotClosed(let file, let polygon, let ring):
      """
      Cannot read field boundary '\(file)': ring \(ring) of polygon \(polygon) is not closed. Repeat its first position \
      as its last.
      """
    case .brokenPosition(let file, let polygon, let ring, let text):
      """
      Cannot read field boundary '\(file)': ring \(ring) of polygon \(polygon) has the position '\(text)', which is no \
      longitude and latitude. Export it again.
      """
    case .positionOffEarth(let file, let polygon, let ring, let longitude, let latitude):
      """
      Cannot read field boundary '\(file)': ring \(ring) of polygon \(polygon) has a position at longitude \(longitude) \
      and latitude \(latitude), which is not on the Earth. Give WGS 84 degrees, longitude first.
      """
    case .unreadableMap(let file, let reason):
      """
      Cannot read the map '\(file)': \(reason). Give a JSON object with "rings", lists of [x, y] in metres, the outline \
      first.
      """
    case .unsoundMap(let file, let reason):
      "Cannot use the map '\(file)': " + Self.lowercasingFirst("\(reason)")
    case .unsound(let file, let polygon, let reason):
      "Cannot use polygon \(polygon) of '\(file)': " + Self.lowercasingFirst("\(reason)")
    }
  }

  private static func lowercasingFirst(_ text: String) -> String { text.prefix(1).lowercased() + text.dropFirst() }
}
