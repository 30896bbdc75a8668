import FieldGeometry
import FlightPlanning
import Quantities

/// Waypoints as far from each other as DJI's systems take them.
///
/// A mission with two waypoints nearer than 0.5 m in space is refused as a whole, and so is one with two that are 2 km apart.
enum WaypointSpacing {
  static let least = Length.meters(0.5)
  static let most = Length.meters(1990)

  /// The points without corners of ways that lie too near to another point, and with some between those too far apart.
  ///
  /// Where pictures begin or end stays, and leaving out a corner moves a way by less than positions err.
  static func kept(_ points: [SortieTrack.Point]) -> [SortieTrack.Point] {
    var kept: [SortieTrack.Point] = []
    for (index, point) in points.enumerated() {
      if let last = kept.last, space(last, point) < least {
        if isCorner(kept.count - 1, of: kept) {
          kept.removeLast()
        } else if isCorner(index, of: points) {
          // The way goes on from the point before it.
          kept[kept.count - 1].speed = point.speed
          continue
        }
      }
      kept.append(point)
    }
    return spread(kept)
  }

  /// How far two points lie from each other in space: one may lie straight above the other.
  private static func space(_ one: SortieTrack.Point, _ other: SortieTrack.Point) -> Length {
    let flat = Haversine.distance(from: one.coordinate, to: other.coordinate).meters
    let high = (other.altitude - one.altitude).meters
    return .meters((flat * flat + high * high).squareRoot())
  }

  /// Whether a point is only passed or turned at on a way without pictures.
  private static func isCorner(_ index: Int, of points: [SortieTrack.Point]) -> Bool {
    points[index].photoDistance == nil && points[index].captureCount == 0
      && (index == 0 || points[index - 1].photoDistance == nil)
  }

  /// The points with others between those that are too far apart.
  private static func spread(_ points: [SortieTrack.Point]) -> [SortieTrack.Point] {
    guard var before = points.first else { return [] }
    var spread = [before]
    for point in points.dropFirst() {
      let parts = Int(bounded: (Haversine.distance(from: before.coordinate, to: point.coordinate) / most).rounded(.up))
      for part in 1..<max(1, parts) {
        if let between = SortieTrack.Point(between: before, and: point, fraction: Double(part) / Double(parts)) {
          spread.append(between)
        }
      }
      spread.append(point)
      before = point
    }
    return spread
  }
}

extension SortieTrack.Point {
  /// A point on the way from one to another, at which nothing changes; nil across the date line.
  fileprivate init?(between start: SortieTrack.Point, and end: SortieTrack.Point, fraction: Double) {
    func mixed(_ from: Double, _ to: Double) -> Double { from + (to - from) * fraction }
    let coordinate = try? GeoCoordinate(
      latitude: .degrees(mixed(start.coordinate.latitude.degrees, end.coordinate.latitude.degrees)),
      longitude: .degrees(mixed(start.coordinate.longitude.degrees, end.coordinate.longitude.degrees))
    )
    guard let coordinate, abs(start.coordinate.longitude.degrees - end.coordinate.longitude.degrees) < 180 else {
      return nil
    }
    self.init(
      coordinate: coordinate,
      altitude: .meters(mixed(start.altitude.meters, end.altitude.meters)),
      height: .meters(mixed(start.height.meters, end.height.meters)),
      speed: start.speed,
      photoDistance: start.photoDistance,
      captureCount: 0
    )
  }
}
