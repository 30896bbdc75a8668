public import Documents
public import FieldGeometry
public import FlightPlanning
public import Markup
public import Quantities

/// Why a field outline or a mission cannot be read, or a mission not be written.
public enum MissionFormatsError: Error, Hashable, CustomStringConvertible {
  /// The file is of none of the formats that are read.
  case unknownFormat(file: String)
  /// The file is no JSON.
  case brokenJSON(file: String, reason: JSONSyntaxError)
  /// The file is no XML that is whole, or is too large.
  case brokenXML(file: String, reason: MarkupError)
  /// The document is JSON but no GeoJSON.
  case notGeoJSON(file: String, reason: String)
  /// The coordinates refer to something else than WGS 84.
  case foreignReferenceSystem(file: String, name: String)
  /// The document has no polygon.
  case noPolygon(file: String, kinds: [String])
  /// A position is no pair of numbers; the part says in which ring or line.
  case brokenPosition(file: String, part: String, text: String)
  /// A position is not on the Earth, or would be with latitude and longitude exchanged.
  case positionOffEarth(file: String, part: String, longitude: String, latitude: String, isSwapped: Bool)
  /// A position has numbers far beyond degrees.
  case projectedPosition(file: String, part: String, x: String, y: String)
  /// A polygon is no sound field, at a place where that is known.
  case unsound(file: String, polygon: Int, reason: FieldGeometryError, place: GeoCoordinate?)
  /// A corner of a field lies far from the others, both counted from 1.
  case farPlace(file: String, name: String, place: GeoCoordinate, distance: Length, origin: String)
  /// Something says that latitude and longitude are exchanged.
  case swapped(file: String, hint: String)
  /// A map has no patch, or none of the class wanted.
  case noPatches(file: String, wanted: String?, found: [String])
  /// The file is no mission that can be evaluated.
  case notAMission(file: String, reason: String)
  /// The drone's numbers in DJI's mission files are not known.
  case noWaylineModel(drone: String)
  /// The file is no map of a plane.
  case unreadableMap(file: String, reason: String)
  /// The rings of a map of a plane are no sound field.
  case unsoundMap(file: String, reason: FieldGeometryError)

  /// One sentence: what failed, which file, why, what to do.
  public var description: String { sentence(.plain) }

  /// One sentence: what failed, which file, why, what to do, with settings named as a user gives them.
  public func sentence(_ wording: PlanWording) -> String {
    switch self {
    case .noPatches(let file, let wanted, let found):
      "Cannot revisit '\(file)': it has no patch" + (wanted.map { " of the class '\($0)'" } ?? "")
        + (found.isEmpty ? "" : ", only of " + found.joined(separator: ", "))
        + ". Give a map.geojson that 'ragweed map' wrote, with patches in it."
    case .unknownFormat(let file):
      """
      Cannot read field boundary '\(file)': it is none of GeoJSON, KML, KMZ, GeoPackage and Shapefile. Export the field as \
      one of them.
      """
    case .brokenJSON(let file, let reason):
      "Cannot read field boundary '\(file)': it is no JSON (\(reason)). Export it again."
    case .brokenXML(let file, let reason):
      "Cannot read field boundary '\(file)': \(reason). Export it again."
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
    case .brokenPosition(let file, let part, let text):
      """
      Cannot read field boundary '\(file)': \(part) has the position '\(text)', which is no \
      longitude and latitude. Export it again.
      """
    case .positionOffEarth(let file, let part, let longitude, let latitude, let isSwapped):
      """
      Cannot read field boundary '\(file)': \(part) has a position at longitude \(longitude) \
      and latitude \(latitude), which is not on the Earth\(isSwapped ? ": they look swapped" : ""). Give WGS 84 degrees, \
      longitude first.
      """
    case .projectedPosition(let file, let part, let x, let y):
      """
      Cannot read field boundary '\(file)': \(part) has a position at \(x), \(y), which looks \
      projected, not like degrees. Export it with EPSG:4326 (WGS 84), or as GeoPackage, which names its reference system.
      """
    case .notAMission(let file, let reason):
      "Cannot read mission '\(file)': \(reason). Give a .plan, .waypoints or .kmz file or Litchi's .csv as its program wrote it."
    case .noWaylineModel(let drone):
      """
      Cannot write a DJI wayline mission for '\(drone)': its catalogue entry has no 'wpml' numbers. Leave wpml out of \
      \(wording.name(.formats)), or give the numbers in \(wording.name(.catalog)).
      """
    case .unreadableMap(let file, let reason):
      """
      Cannot read the map '\(file)': \(reason). Give a JSON object with "rings", lists of [x, y] in metres, the outline \
      first.
      """
    case .unsoundMap(let file, let reason):
      "Cannot use the map '\(file)'"
        + (reason.place.map { ", at \(Figure.text($0.east.meters, 2)), \(Figure.text($0.north.meters, 2)) m" } ?? "")
        + ": "
        + Self.lowercasingFirst("\(reason)")
    case .unsound(let file, let polygon, let reason, let place):
      "Cannot use polygon \(polygon) of '\(file)'" + (place.map { ", at \(Self.text($0))" } ?? "") + ": "
        + Self.lowercasingFirst("\(reason)")
    case .farPlace(let file, let name, let place, let distance, let origin):
      """
      Cannot use '\(file)': \(name) is at \(Self.text(place)), \(Figure.text(distance.meters / 1000, 0)) km from \
      \(origin). Correct that place, or leave it out.
      """
    case .swapped(let file, let hint):
      """
      Cannot use '\(file)': its latitude and longitude look swapped, for \(hint). GeoJSON and KML have the longitude \
      first; export it again.
      """
    }
  }

  private static func text(_ place: GeoCoordinate) -> String {
    "\(Figure.text(place.latitude.degrees, 5)), \(Figure.text(place.longitude.degrees, 5))"
  }

  private static func lowercasingFirst(_ text: String) -> String { text.prefix(1).lowercased() + text.dropFirst() }
}
