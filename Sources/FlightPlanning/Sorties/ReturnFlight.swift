import FieldGeometry
public import Quantities

/// The way home that a drone takes by itself, straight from wherever it is: after a lost link, or when the battery ends.
///
/// It rises to the return altitude first, if it is not above that already, and comes down over the take-off. So the altitude
/// has to clear all ground between any place of the flight and home.
public struct ReturnFlight: Sendable, Hashable {
  /// The altitude above the take-off to which the drone rises; what is set in the mission or, where a mission cannot hold it,
  /// in the autopilot.
  public let altitude: Length
  /// The least altitude above the take-off that clears ground and obstacles on every way home.
  public let needed: Length
  /// The highest ground between the flight and home above the take-off; nil without terrain.
  public let highestGround: Length?
  /// The lowest ground there above the take-off; nil without terrain.
  public let lowestGround: Length?
  /// The share of that ground whose height is not known, from 0 to 1.
  public let unknownShare: Double
  /// The share of the flight from which the straight way home leads over a no-fly zone, from 0 to 1.
  public let crossingShare: Double
  /// The farthest that the drone is from the take-off, on the level.
  public let farthest: Length

  /// A drone that comes home on its own stays above hedges, sheds and most trees: the least that is ever planned.
  public static let leastAltitude = Length.meters(20)
  /// What is kept over the highest ground: trees that no elevation model shows.
  public static let groundMargin = Length.meters(20)
  /// What is kept over obstacles whose height was stated.
  public static let obstacleMargin = Length.meters(10)

  /// Places of the flight are looked at so far apart, in metres.
  private static let step = 25.0
  /// No more than these in each direction are looked at between the flight and home.
  private static let mostSteps = 400.0

  /// Looks at the ways home.
  ///
  /// - Parameters:
  ///   - sorties: the flights.
  ///   - home: the take-off.
  ///   - ground: the ground at the take-off, in the terrain's own heights.
  ///   - sampler: the terrain; nil for level ground.
  ///   - zones: the zones to keep off.
  ///   - request: what was asked for.
  /// - Throws: where the terrain cannot be read.
  init(
    _ sorties: [Sortie],
    home: Vector,
    ground: Double,
    sampler: GroundSampler?,
    zones: NoFlyZones?,
    request: SurveyRequest
  ) throws {
    let places = Self.places(of: sorties)
    farthest = .meters(places.reduce(0) { max($0, ($1 - home).length) })
    var heights: [Double] = []
    var unknown = 0.0
    if let sampler {
      let grid = Self.grid(over: places + [home], step: sampler.step)
      let found = try sampler.knownHeights(at: grid.map(\.place) + places + [home])
      heights = found.compactMap { $0.map { $0 - ground } }
      unknown = Double(found.count - heights.count) / Double(max(found.count, 1))
      heights += Self.peaks(grid, found).map { $0 - ground }
    }
    highestGround = heights.max().map { .meters($0) }
    lowestGround = heights.min().map { .meters($0) }
    unknownShare = unknown
    let top = max(highestGround ?? .zero, .zero)
    let obstacles = request.conditions.obstacleHeight
    let overObstacles = obstacles > .zero ? obstacles + Self.obstacleMargin : .zero
    needed = max(Self.leastAltitude, top + max(sampler == nil ? .zero : Self.groundMargin, overObstacles))
    // The ways of the plan clear the ground; the way home is never planned below them.
    let highest = sorties.lazy.flatMap(\.legs).flatMap(\.altitudes).max() ?? .zero
    // In whole metres, as a pilot sets it.
    altitude = request.returnAltitude ?? .meters(max(needed, highest).meters.rounded(.up))
    let forbidden = zones.map { ForbiddenGround(holesOf: [], zones: $0.zones) }
    let crossing = forbidden.map { zone in places.count { zone.length(from: $0, to: home) > 1 } } ?? 0
    crossingShare = Double(crossing) / Double(max(places.count, 1))
  }

  /// What is to be watched on the way home.
  func limits(_ conditions: FlightConditions) -> [PlanLimit] {
    var limits: [PlanLimit] = []
    func meters(_ length: Length) -> String { Figure.text(length.meters, 0) }
    if altitude + .millimeters(1) < needed {
      limits.append(
        PlanLimit(
          .wayHome,
          .warning,
          "The return altitude of \(meters(altitude)) m does not clear the way home, which needs \(meters(needed)) m."
        )
      )
    }
    let above = altitude - min(lowestGround ?? .zero, .zero)
    if above > conditions.maximumAltitude {
      limits.append(
        PlanLimit(
          .wayHome,
          .warning,
          """
          At the return altitude of \(meters(altitude)) m the drone is up to \(meters(above)) m above the ground on its way \
          home, and \(meters(conditions.maximumAltitude)) m are allowed. Take off from higher ground, or survey in parts.
          """
        )
      )
    }
    if crossingShare > 0 {
      limits.append(
        PlanLimit(
          .wayHome,
          .warning,
          """
          From \(Figure.text(max(crossingShare * 100, 0.1), 1)) % of the flight the straight way home leads over a no-fly zone. \
          Take off elsewhere, or bring the drone home by hand from there.
          """
        )
      )
    }
    if unknownShare > 0.02 {
      limits.append(
        PlanLimit(
          .wayHome,
          .warning,
          """
          The terrain lacks \(Figure.text(unknownShare * 100, 0)) % of the ground between the flight and the take-off: nobody \
          knows whether the way home clears it.
          """
        )
      )
    }
    return limits
  }

  /// Places along the flights.
  private static func places(of sorties: [Sortie]) -> [Vector] {
    var places: [Vector] = []
    for leg in sorties.lazy.flatMap(\.legs) {
      for (start, end) in zip(leg.path.map(Vector.init), leg.path.dropFirst().map(Vector.init)) {
        let count = max(1, Int(bounded: ((end - start).length / step).rounded(.up)))
        places += (0...count).map { start + (end - start) * (Double($0) / Double(count)) }
      }
    }
    return places
  }

  /// A place of a grid.
  private struct Node {
    let place: Vector
    let row: Int
    let column: Int
  }

  /// How high the ground may be between places that were looked at: half of the way that it rises to a neighbour, on top of
  /// each.
  private static func peaks(_ grid: [Node], _ heights: [Double?]) -> [Double] {
    var known: [SIMD2<Int>: Double] = [:]
    for (node, height) in zip(grid, heights) { known[SIMD2(node.column, node.row)] = height }
    return known.map { place, height in
      let beside = [SIMD2(1, 0), SIMD2(-1, 0), SIMD2(0, 1), SIMD2(0, -1)].compactMap { known[place &+ $0] }
      return height + beside.reduce(0) { max($0, abs($1 - height)) } / 2
    }
  }

  /// Places on the ground that lies between others: in their hull, which every straight way home stays in.
  private static func grid(over places: [Vector], step: Double) -> [Node] {
    let hull = ConvexHull(places.map(LocalPoint.init)).vertices.map(Vector.init)
    guard hull.count >= 3, let west = hull.map(\.x).min(), let east = hull.map(\.x).max(),
      let south = hull.map(\.y).min(), let north = hull.map(\.y).max()
    else { return [] }
    let side = max(step, max(east - west, north - south) / mostSteps)
    func isInside(_ place: Vector) -> Bool {
      zip(hull, hull.dropFirst() + hull.prefix(1)).allSatisfy { ($1 - $0).cross(place - $0) >= 0 }
    }
    let columns = Int(bounded: ((east - west) / side).rounded(.up))
    let rows = Int(bounded: ((north - south) / side).rounded(.up))
    return (0...rows).flatMap { row in
      (0...columns).map { column in
        Node(
          place: Vector(x: west + Double(column) * side, y: south + Double(row) * side),
          row: row,
          column: column
        )
      }
    }
    .filter { isInside($0.place) }
  }
}
