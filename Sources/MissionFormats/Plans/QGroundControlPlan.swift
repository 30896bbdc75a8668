public import Documents
import FieldGeometry
public import FlightPlanning
import Quantities

/// A sortie as a plan file of QGroundControl, which MAVSDK reads too.
///
/// Each line is two waypoints with the trigger between them (SimpleItems). A survey item would be planned anew by
/// QGroundControl, which flies it straight across bays and holes. Holes and no-fly zones are exclusion fences. The outline is no
/// inclusion fence: lines end on it, so that every gust at a line's end would break it.
public enum QGroundControlPlan {
  /// The document of a sortie.
  ///
  /// - Parameters:
  ///   - sortie: the sortie.
  ///   - plan: the plan that it belongs to.
  /// - Returns: the document.
  /// - Throws: `FieldGeometryError` where a place of the plan is not on the Earth.
  public static func json(of sortie: Sortie, in plan: SurveyPlan) throws -> JSONValue {
    let home = try plan.frame.coordinate(of: plan.takeoff)
    return .members([
      "fileType": .string("Plan"),
      "geoFence": .members([
        "circles": .array([]), "polygons": .array(try fences(of: plan)), "version": .integer(2),
      ]),
      "groundStation": .string("ragweed"),
      "mission": .members([
        "cruiseSpeed": .fixed(plan.design.speed.metersPerSecond, decimals: 4),
        // PX4; the items are common to it and ArduPilot.
        "firmwareType": .integer(12),
        "globalPlanAltitudeMode": .integer(1),
        "hoverSpeed": .fixed(plan.design.speed.metersPerSecond, decimals: 4),
        "items": .array(try items(of: sortie, in: plan).json),
        // Without terrain the altitude of the take-off above the sea is not known.
        "plannedHomePosition": .array([
          latitude(home), longitude(home), .number(homeElevation(of: plan)),
        ]),
        // A quadrotor, or a tail sitter with two rotors.
        "vehicleType": .integer(plan.request.drone.airframe == .multirotor ? 2 : 19),
        "version": .integer(2),
      ]),
      "rallyPoints": .members(["points": .array([]), "version": .integer(2)]),
      "version": .integer(1),
    ])
  }

  /// The elevation of the take-off as the terrain has it, in metres to centimetres; 0 without terrain.
  static func homeElevation(of plan: SurveyPlan) -> Double {
    ((plan.terrain?.takeoffElevation.meters ?? 0) * 100).rounded() / 100
  }

  private static func fences(of plan: SurveyPlan) throws -> [JSONValue] {
    // Lines end at the edge of the clearance, so that the fence is the zone itself. A fence has no holes: a zone around the
    // field cannot be one.
    let holes = plan.site.whole.flatMap(\.holes)
    let zones = (plan.site.noFly?.zones ?? []).filter(\.holes.isEmpty).map(\.outer)
    return try (holes + zones).map { hole in
      .members([
        "inclusion": .bool(false),
        "polygon": .array(
          try hole.vertices.map { vertex in
            let coordinate = try plan.frame.coordinate(of: vertex)
            return .array([latitude(coordinate), longitude(coordinate)])
          }
        ),
        "version": .integer(1),
      ])
    }
  }

  /// The items of a sortie, which the other MAVLink formats share.
  static func items(of sortie: Sortie, in plan: SurveyPlan) throws -> QGroundControlItems {
    var items = QGroundControlItems()
    items.takeoff(
      at: try plan.frame.coordinate(of: plan.takeoff),
      to: sortie.legs.first?.altitudes.first ?? plan.design.altitude
    )
    if plan.request.drone.airframe == .multirotor { items.pointCameraDown() }
    for leg in sortie.legs {
      let corners = Array(zip(leg.path, leg.altitudes))
      guard let line = leg.line else {
        items.changeSpeed(to: leg.speed)
        // The first corner is where the leg before it ended; a line's end is already a waypoint.
        for (corner, altitude) in corners.dropFirst().dropLast(leg.path.last == plan.takeoff ? 0 : 1) {
          items.waypoint(try plan.frame.coordinate(of: corner), altitude)
        }
        continue
      }
      // Over terrain a line has waypoints between its ends, where the height changes; the trigger stays on.
      for (index, (corner, altitude)) in corners.enumerated() {
        items.waypoint(try plan.frame.coordinate(of: corner), altitude)
        guard index == 0 else { continue }
        // Behind the waypoint, or the way to it would be flown at the line's speed.
        items.changeSpeed(to: leg.speed)
        items.triggerCamera(every: line.photoDistance)
      }
      items.triggerCamera(every: nil)
    }
    items.returnHome()
    return items
  }

  static func latitude(_ coordinate: GeoCoordinate) -> JSONValue { .fixed(coordinate.latitude.degrees, decimals: 8) }
  static func longitude(_ coordinate: GeoCoordinate) -> JSONValue { .fixed(coordinate.longitude.degrees, decimals: 8) }
}
