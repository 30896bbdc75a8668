import FieldGeometry

/// The ways between lines: inside a polygon where both ends are in it, around holes elsewhere.
struct Router {
  private var inside: [PathFinder]
  private var around: PathFinder
  private let times: TransitTimes
  /// Whether there is ground beside the polygons that a way from beyond their outline could lead over.
  private let hasZones: Bool
  /// The polygon in which the take-off point lies; nil where it lies in none.
  private let homePolygon: Int?

  /// Prepares the ways.
  ///
  /// - Parameters:
  ///   - field: the polygons planned.
  ///   - site: the polygons whose holes ways outside of those keep off.
  ///   - zones: more ground that ways keep off.
  ///   - homePolygon: the polygon in which the take-off point lies.
  ///   - clearance: the distance kept from edges, in metres.
  ///   - times: how long straight ways take.
  init(
    _ field: [FieldBoundary],
    site: [FieldBoundary],
    zones: [FieldBoundary],
    homePolygon: Int?,
    clearance: Double,
    times: TransitTimes
  ) {
    inside = field.map { PathFinder(inside: $0, clearance: clearance, times: times) }
    around = PathFinder(avoidingHolesOf: site, zones: zones, clearance: clearance, times: times)
    self.times = times
    hasZones = !zones.isEmpty
    self.homePolygon = homePolygon
  }

  /// The corners of a way with its ends; one place where the ends are the same.
  ///
  /// - Parameters:
  ///   - start: where the way starts.
  ///   - polygon: the polygon in which it starts; nil for the take-off point.
  ///   - end: where the way ends.
  ///   - other: the polygon in which it ends; nil for the take-off point.
  /// - Returns: the corners.
  mutating func path(from start: Vector, in polygon: Int?, to end: Vector, in other: Int?) -> [Vector] {
    guard (end - start).length > 1e-6 else { return [start] }
    if let first = polygon ?? homePolygon, first == other ?? homePolygon,
      let path = inside[first].path(from: start, to: end), !hasZones || around.isFree(path)
    {
      return path
    }
    // A place inside a hole has no way out but over it; what that crosses is measured and told.
    return around.path(from: start, to: end) ?? [start, end]
  }

  /// The time of the way that `path` leads, in calm air, in seconds.
  mutating func seconds(from start: Vector, in polygon: Int?, to end: Vector, in other: Int?) -> Double {
    if let first = polygon ?? homePolygon, first == other ?? homePolygon,
      let seconds = inside[first].seconds(from: start, to: end)
    {
      return seconds
    }
    return around.seconds(from: start, to: end) ?? times.seconds((end - start).length)
  }

  /// The end of a straight way, cut in halves until it leads over no hole; its start where none of them does.
  func lead(from start: Vector, _ way: Vector) -> Vector {
    for part in [1, 0.5, 0.25] where around.isClear(start, start + way * part) { return start + way * part }
    return start
  }
}
