import FieldGeometry
import FlightPlanning
import Quantities

/// A sortie as a flight controller flies it: points in order, and what is done from each to the next.
///
/// Every writer of a mission starts from it, so that all formats fly the same way.
struct SortieTrack {
  /// A point of the way.
  struct Point {
    /// Where it is.
    let coordinate: GeoCoordinate
    /// The altitude above the take-off.
    let altitude: Length
    /// The height above the ground; without terrain the altitude.
    let height: Length
    /// The speed from here to the next point.
    var speed: Speed
    /// The distance of the pictures from here to the next point, the first of them here; nil where none is taken.
    var photoDistance: Length?
    /// The pictures of the line that starts here; 0 where none does.
    var captureCount: Int
  }

  /// The points; the first and the last are the take-off.
  let points: [Point]

  /// Follows a sortie.
  ///
  /// - Throws: `FieldGeometryError` where a place of the plan is not on the Earth.
  init(_ sortie: Sortie, in plan: SurveyPlan) throws {
    func point(_ place: LocalPoint, _ altitude: Length, _ height: Length, _ speed: Speed) throws -> Point {
      Point(
        coordinate: try plan.frame.coordinate(of: place),
        altitude: altitude,
        height: height,
        speed: speed,
        photoDistance: nil,
        captureCount: 0
      )
    }
    let profile = plan.terrain.flatMap { terrain in plan.sorties.firstIndex(of: sortie).map { terrain.profiles[$0] } }
    let heights = profile?.cornerHeights ?? sortie.legs.map(\.altitudes)
    let takeoffAltitude = sortie.legs.first?.altitudes.first ?? plan.design.altitude
    let takeoffHeight = heights.first?.first ?? takeoffAltitude
    var points = [try point(plan.takeoff, takeoffAltitude, takeoffHeight, plan.design.speed)]
    var place = plan.takeoff
    for (leg, heights) in zip(sortie.legs, heights) {
      guard let first = leg.path.first, let altitude = leg.altitudes.first, let height = heights.first else { continue }
      if first != place { points.append(try point(first, altitude, height, leg.speed)) }
      points[points.count - 1].speed = leg.speed
      points[points.count - 1].photoDistance = leg.line?.photoDistance
      points[points.count - 1].captureCount = leg.line?.captureCount ?? 0
      for (corner, (altitude, height)) in zip(leg.path, zip(leg.altitudes, heights)).dropFirst() {
        points.append(try point(corner, altitude, height, leg.speed))
        points[points.count - 1].photoDistance = leg.line?.photoDistance
        place = corner
      }
      points[points.count - 1].photoDistance = nil
    }
    self.points = points
  }

  /// The points between take-off and landing, for systems that take off and return by themselves.
  var waypoints: [Point] {
    // A line that starts or ends at the take-off keeps its point.
    let hasWayOut = points.first?.photoDistance == nil
    let hasWayBack = points.count >= 2 && points[points.count - 2].photoDistance == nil
    return Array(points.dropFirst(hasWayOut ? 1 : 0).dropLast(hasWayBack ? 1 : 0))
  }
}
