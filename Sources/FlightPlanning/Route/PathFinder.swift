import FieldGeometry

/// The quickest ways between places that do not lead over forbidden ground.
///
/// A shortest way among polygons turns at their corners only (Lozano-Pérez and Wesley, 1979), so it is searched on the
/// graph of corners that see each other (Dijkstra, 1959). The graph is made when it is first asked for, and the
/// search from a place is done once. Where corners are many, `CornerSearch` takes its place.
struct PathFinder {
  private let sight: LineOfSight
  /// The corners at which a way may turn: those of the ground, moved away from it by the clearance.
  private let corners: [Vector]
  /// The corners of the ground at which these lie.
  private let turns: [Corner]
  /// How many corners the ground has.
  private let tipCount: Int
  private let clearance: Double
  private let times: TransitTimes
  /// The corners that see each other, with the time of the straight way; empty until it is first asked for.
  private var graph: [[Link]] = []
  private var known: [Vector: Reach] = [:]
  /// What takes the graph's place where it would be too large; nil where it is not.
  private var search: CornerSearch?

  /// The most corners in a graph.
  static let mostInGraph = 400

  private struct Link {
    let corner: Int
    let seconds: Double
  }

  /// What is reached from a place.
  private struct Reach {
    /// The time of the straight way to each corner; infinite where it is barred.
    let straight: [Double]
    /// The least time to each corner by way of others.
    let least: [Double]
    /// The corner before each on the quickest way; nil where that is straight.
    let previous: [Int?]
  }

  /// The finder over all corners, where the few do not suffice; empty until then.
  private var thorough: [PathFinder] = []
  private let rings: Rings

  /// What bounds the ground.
  private struct Rings {
    let ground: ForbiddenGround
    let outlines: [LinearRing]
    let holes: [LinearRing]

    /// The corners at which ways turn: at an outline where it is dented, at a hole where it bulges.
    func corners(tolerance: Double) -> [Corner] {
      outlines.flatMap { Corner.list(of: $0, bulging: false, tolerance: tolerance) }
        + holes.flatMap { Corner.list(of: $0, bulging: true, tolerance: tolerance) }
    }
  }

  /// Finds ways inside a polygon.
  ///
  /// - Parameters:
  ///   - boundary: the polygon.
  ///   - clearance: how far ways keep off its outline.
  ///   - times: how long ways take.
  ///   - mostInGraph: the most corners of which a graph is made.
  init(inside boundary: FieldBoundary, clearance: Double, times: TransitTimes, mostInGraph: Int = mostInGraph) {
    let rings = Rings(ground: ForbiddenGround(outside: boundary), outlines: [boundary.outer], holes: boundary.holes)
    self.init(rings, tolerance: clearance / 2, clearance: clearance, times: times, mostInGraph: mostInGraph)
  }

  /// Finds ways that avoid the holes of some polygons, and zones, and are free elsewhere.
  init(avoidingHolesOf field: [FieldBoundary], zones: [FieldBoundary], clearance: Double, times: TransitTimes) {
    // Ground inside of a zone's hole is free again.
    let rings = Rings(
      ground: ForbiddenGround(holesOf: field, zones: zones),
      outlines: zones.flatMap(\.holes),
      holes: field.flatMap(\.holes) + zones.map(\.outer)
    )
    self.init(rings, tolerance: clearance / 2, clearance: clearance, times: times)
  }

  /// Ways do not turn at corners that lie less than the tolerance off what remains of their ring without them: an outline
  /// that was walked has hundreds that matter to nobody who keeps off it.
  private init(
    _ rings: Rings,
    tolerance: Double,
    clearance: Double,
    times: TransitTimes,
    mostInGraph: Int = mostInGraph
  ) {
    self.rings = rings
    self.clearance = clearance
    self.times = times
    let tips = rings.corners(tolerance: 0).map(\.tip)
    tipCount = tips.count
    sight = LineOfSight(
      rings.ground,
      outlines: rings.outlines,
      holes: rings.holes,
      tips: tips,
      clearance: clearance
    )
    turns = rings.corners(tolerance: tolerance)
    corners = turns.map { corner in
      let moved = corner.tip + corner.away * clearance
      // In a gap narrower than the clearance the corner itself must do.
      return rings.ground.length(from: corner.tip, to: moved) < 0.01 ? moved : corner.tip
    }
    if corners.count > mostInGraph {
      search = CornerSearch(corners, turns: turns, sight: sight, clearance: clearance, times: times)
    }
  }

  /// The corners of the quickest way, with its start and its end; nil where there is none.
  mutating func path(from start: Vector, to end: Vector) -> [Vector]? {
    if isClear(start, end) { return [start, end] }
    if search != nil, let way = search?.way(from: start, to: end) { return [start] + way.corners + [end] }
    guard search == nil, let last = lastCorner(from: start, to: end)?.corner else {
      return makeThorough() ? thorough[0].path(from: start, to: end) : nil
    }
    let reach = reach(of: start)
    var path = [end]
    var here: Int? = last
    while let corner = here {
      path.append(corners[corner])
      here = reach.previous[corner]
    }
    path.append(start)
    return path.reversed()
  }

  /// The time of the quickest way, in seconds; nil where there is none.
  mutating func seconds(from start: Vector, to end: Vector) -> Double? {
    if isClear(start, end) { return times.seconds((end - start).length) }
    if search != nil {
      if let way = search?.way(from: start, to: end) { return way.seconds }
    } else if let known = lastCorner(from: start, to: end) {
      return known.seconds
    }
    return makeThorough() ? thorough[0].seconds(from: start, to: end) : nil
  }

  /// Makes the finder over all corners; false where this is the one.
  private mutating func makeThorough() -> Bool {
    guard turns.count < tipCount else { return false }
    if thorough.isEmpty { thorough = [PathFinder(rings, tolerance: 0, clearance: clearance, times: times)] }
    return true
  }

  private mutating func lastCorner(from start: Vector, to end: Vector) -> (corner: Int, seconds: Double)? {
    let (first, second) = (reach(of: start), reach(of: end))
    var best: (corner: Int, seconds: Double)?
    for corner in corners.indices {
      let seconds = first.least[corner] + second.straight[corner]
      if seconds < (best?.seconds ?? .infinity) { best = (corner, seconds) }
    }
    return best
  }

  private mutating func reach(of place: Vector) -> Reach {
    if let reach = known[place] { return reach }
    let straight = corners.indices.map { corner in
      let way = corners[corner] - place
      return isRounded(corner, way) && isClear(place, corners[corner]) ? times.seconds(way.length) : .infinity
    }
    if graph.count < corners.count { graph = makeGraph() }
    var least = straight
    var previous = [Int?](repeating: nil, count: corners.count)
    var queue = CornerQueue(count: corners.count)
    for corner in straight.indices where straight[corner] < .infinity { queue.put(corner, seconds: straight[corner]) }
    while let nearest = queue.takeNearest() {
      // One that was put again with less time was taken then.
      guard nearest.seconds == least[nearest.corner] else { continue }
      for link in graph[nearest.corner] where nearest.seconds + link.seconds < least[link.corner] {
        least[link.corner] = nearest.seconds + link.seconds
        previous[link.corner] = nearest.corner
        queue.put(link.corner, seconds: least[link.corner])
      }
    }
    let reach = Reach(straight: straight, least: least, previous: previous)
    known[place] = reach
    return reach
  }

  /// Whether a way leads over none of the ground.
  func isFree(_ path: [Vector]) -> Bool {
    zip(path, path.dropFirst()).allSatisfy { sight.ground.length(from: $0, to: $1) < 0.01 }
  }

  /// Whether a straight way neither leads over the ground nor brushes a corner of it.
  func isClear(_ start: Vector, _ end: Vector) -> Bool { sight.isClear(start, end) }

  private func makeGraph() -> [[Link]] {
    var graph = [[Link]](repeating: [], count: corners.count)
    // Millions of pairs: what is asked of each is at hand, and nothing of it is copied.
    let (sight, corners, turns, clearance) = (sight, corners, turns, clearance)
    for first in corners.indices {
      for second in corners.indices.dropFirst(first + 1) {
        let way = corners[second] - corners[first]
        guard turns[first].isRounded(along: way, clearance: clearance),
          turns[second].isRounded(along: way, clearance: clearance), sight.isClear(corners[first], corners[second])
        else { continue }
        let seconds = times.seconds(way.length)
        graph[first].append(Link(corner: second, seconds: seconds))
        graph[second].append(Link(corner: first, seconds: seconds))
      }
    }
    return graph
  }

  /// Whether a way to or from a corner can go on around it.
  private func isRounded(_ corner: Int, _ way: Vector) -> Bool {
    turns[corner].isRounded(along: way, clearance: clearance)
  }
}
