import Documents
import FieldGeometry
public import FlightPlanning
import Quantities

/// A sortie as a wayline mission of DJI (WPML): a zip archive with `wpmz/template.kml`, which Pilot 2 shows and edits, and
/// `wpmz/waylines.wpml`, which is flown.
///
/// The drone stops at each waypoint but those within a line or a way, where only the height changes, so that pictures are where they are planned and the stated duration is that of the plan's
/// own model. The first waypoint is the first one after the take-off, the last the one before the way straight home.
public enum WaylineMission {
  /// The archive of a sortie.
  ///
  /// - Parameters:
  ///   - sortie: the sortie.
  ///   - plan: the plan that it belongs to.
  /// - Returns: the archive; the same on every machine, as it holds no time.
  /// - Throws: `MissionFormatsError.noWaylineModel` where the drone takes no such mission, `FieldGeometryError` where a place
  ///   of the plan is not on the Earth.
  public static func bytes(of sortie: Sortie, in plan: SurveyPlan) throws -> [UInt8] {
    guard let model = plan.request.drone.waylineModel else {
      throw MissionFormatsError.noWaylineModel(drone: plan.request.drone.id)
    }
    let route = WaylineRoute(
      points: WaypointSpacing.kept(try SortieTrack(sortie, in: plan).waypoints),
      takeoff: try plan.frame.coordinate(of: plan.takeoff),
      takeoffElevation: plan.terrain?.takeoffElevation ?? .zero,
      model: model,
      // Over terrain the highest point of the sortie is what the way out and the way home have to clear.
      altitude: sortie.legs.flatMap(\.altitudes).max() ?? plan.design.altitude,
      returnAltitude: plan.wayHome.altitude,
      surveySpeed: plan.design.speed,
      transitSpeed: min(plan.request.dynamics.transitSpeed, highestTransitionalSpeed),
      dynamics: plan.request.dynamics
    )
    var archive = StoredArchive()
    archive.add("wpmz/template.kml", Array(route.template.utf8))
    archive.add("wpmz/waylines.wpml", Array(route.waylines.utf8))
    return archive.bytes
  }

  /// The highest speed to the first waypoint that the older documentation of the format allows.
  private static let highestTransitionalSpeed = Speed.metersPerSecond(15)
}
