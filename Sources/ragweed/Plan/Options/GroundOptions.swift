import ArgumentParser
import FieldGeometry
import FlightPlanning
import GeoRaster
import MissionFormats
import Quantities

/// The options for terrain, take-off, obstacles and zones to keep off, shared by `plan` and `check`.
struct GroundOptions: ParsableArguments {
  @Option(
    help: .value("file", "Elevation model that GDAL reads, in any coordinate reference system."),
    completion: .file(extensions: ["tif", "tiff", "vrt", "asc", "hgt"])
  )
  var terrain: String?

  @Option(
    help: .value("position", "Take-off and landing, such as 48.2083,16.3731 (default: on the field's edge)."),
    transform: Place.parse
  )
  var takeoff: GeoCoordinate?

  @Option(
    help: .value("file", "No-fly zones in any format of a field: polygons, lines or points."),
    completion: .field
  )
  var noFly: String?

  @Option(
    help: .value("length", "Distance that every path keeps from no-fly zones (default: 5m)."),
    transform: Length.init(parsing:)
  )
  var clearance: Length?

  @Option(
    help: .value("length", "Height of the tallest obstacle on the field; 5 m more are kept (default: 0m)."),
    transform: Length.init(parsing:)
  )
  var obstacleHeight: Length?

  /// What satellite positioning errs, and a gust moves: a few metres.
  private static let usualClearance = Length.meters(5)

  /// No drone flies that far; a place without a fix is farther away.
  private static let farthestTakeoff = Length.kilometers(200)

  /// Puts what was given over the conditions.
  func apply(to conditions: inout FlightConditions) {
    if let obstacleHeight { conditions.obstacleHeight = obstacleHeight }
  }

  /// The heights of the ground; nil for a flat field.
  func elevation() throws -> ElevationRaster? { try terrain.map(ElevationRaster.init(path:)) }

  /// The zones to keep off.
  ///
  /// - Parameters:
  ///   - frame: the plane of the field.
  ///   - notes: what the user should know of the file is added here, without the full stop.
  /// - Returns: the zones; nil where there are none.
  /// - Throws: what reading and widening throws, `CommandError.missingOption` for a clearance without zones.
  func zones(in frame: LocalFrame, notes: inout [String]) throws -> NoFlyGround? {
    guard let noFly else {
      guard clearance == nil else {
        throw CommandError.missingOption(
          what: "no-fly zones for a clearance",
          remedy: "Give a file with --no-fly, or leave out --clearance."
        )
      }
      return nil
    }
    let clearance = clearance ?? Self.usualClearance
    guard clearance >= .zero, clearance <= .meters(1000) else {
      throw FlightPlanningError.implausible(
        quantity: "clearance",
        value: "\(Figure.text(clearance.meters, 2)) m",
        from: "0 m",
        to: "1000 m"
      )
    }
    let shapes = try FieldFile.shapes(path: noFly)
    try shapes.checkZones(file: noFly)
    notes += shapes.notes
    return try NoFlyGround(shapes, in: frame, clearance: clearance, file: noFly)
  }

  /// Refuses a take-off far from the field.
  ///
  /// - Parameter frame: the plane of the field.
  /// - Throws: `CommandError.farTakeoff`; `FlightPlanningError.looksSwapped` where it is near with longitude and latitude
  ///   exchanged.
  func checkTakeoff(in frame: LocalFrame) throws {
    guard let takeoff else { return }
    let distance = frame.localPoint(of: takeoff).distance(to: .origin)
    guard !takeoff.looksSwapped(beside: frame.origin) else {
      throw FlightPlanningError.looksSwapped(other: "the take-off")
    }
    guard distance < Self.farthestTakeoff else { throw CommandError.farTakeoff(place: takeoff, distance: distance) }
  }

  /// What the user should know of zones, without the full stop.
  static func notes(of zones: NoFlyGround, around site: SurveySite) throws -> [String] {
    var notes: [String] = []
    if try !site.polygons.contains(where: zones.touches) {
      notes.append("No zone of '\(zones.name)' touches the field; nothing is cut, ways keep off the zones")
    }
    if zones.remoteCount > 0 {
      notes.append("Zones of '\(zones.name)' more than 20 km away are left out: \(zones.remoteCount)")
    }
    return notes
  }
}
