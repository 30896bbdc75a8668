import FieldGeometry

/// The quickest ways between places that do not lead over forbidden ground.
///
/// A shortest way among polygons turns at their corners only (Lozano-Pérez and Wesley, 1979), so it is searched on the
/// graph of corners that see each other (Dijkstra, 1959). What sees what is found when it is first asked for, and the
/// search from a place is done once.
struct PathFinder {
  private let ground: ForbiddenGround
  /// The ground's edges, a hair into the free ground: a way that crosses none of them is clear.
  private let nearEdges: Walls
  /// The same a hair into the forbidden ground: a way that crosses one of them is not.
  private let farEdges: Walls
  /// The corners at which a way may turn: those of the ground, moved away from it by the clearance.
  private let corners: [Vector]
  /// The corners of the ground themselves.
  private let tips: [Vector]
  private let clearance: Double
  private let times: TransitTimes
  private var seen: [Sight]
  private var known: [Vector: Reach] = [:]

  private enum Sight: UInt8 { case unknown, clear, barred }

  /// What is reached from a place.
  private struct Reach {
    /// The time of the straight way to each corner; infinite where it is barred.
    let straight: [Double]
    /// The least time to each corner by way of others.
    let least: [Double]
    /// The corner before each on the quickest way; nil where that is straight.
    let previous: [Int?]
  }

  private static let hair = 0.002

  /// Finds ways inside a polygon.
  init(inside boundary: FieldBoundary, clearance: Double, times: TransitTimes) {
    // At the outline a way turns where it is dented, at a hole where it bulges.
    self.init(
      ForbiddenGround(outside: boundary),
      outlines: [boundary.outer],
      holes: boundary.holes,
      corners: Corner.list(of: boundary.outer, bulging: false)
        + boundary.holes.flatMap { Corner.list(of: $0, bulging: true) },
      clearance: clearance,
      times: times
    )
  }

  /// Finds ways that avoid the holes of some polygons and are free elsewhere.
  init(avoidingHolesOf field: [FieldBoundary], clearance: Double, times: TransitTimes) {
    let holes = field.flatMap(\.holes)
    self.init(
      ForbiddenGround(holesOf: field),
      outlines: [],
      holes: holes,
      corners: holes.flatMap { Corner.list(of: $0, bulging: true) },
      clearance: clearance,
      times: times
    )
  }

  private init(
    _ ground: ForbiddenGround,
    outlines: [LinearRing],
    holes: [LinearRing],
    corners: [Corner],
    clearance: Double,
    times: TransitTimes
  ) {
    self.ground = ground
    self.clearance = clearance
    self.times = times
    nearEdges = Walls(outlines: outlines, holes: holes, movedBy: Self.hair)
    farEdges = Walls(outlines: outlines, holes: holes, movedBy: -Self.hair)
    tips = corners.map(\.tip)
    self.corners = corners.map { corner in
      let moved = corner.tip + corner.away * clearance
      // In a gap narrower than the clearance the corner itself must do.
      return ground.length(from: corner.tip, to: moved) < 0.01 ? moved : corner.tip
    }
    seen = Array(repeating: .unknown, count: corners.count * corners.count)
  }

  /// The corners of the quickest way, with its start and its end; nil where there is none.
  mutating func path(from start: Vector, to end: Vector) -> [Vector]? {
    if isClear(start, end) { return [start, end] }
    guard let last = lastCorner(from: start, to: end)?.corner else { return nil }
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
    return lastCorner(from: start, to: end)?.seconds
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
    let straight = corners.map { isClear(place, $0) ? times.seconds((place - $0).length) : .infinity }
    var least = straight
    var previous = [Int?](repeating: nil, count: corners.count)
    var open = Array(corners.indices)
    while let nearest = open.indices.min(by: { least[open[$0]] < least[open[$1]] }), least[open[nearest]] < .infinity {
      let corner = open[nearest]
      open.swapAt(nearest, open.count - 1)
      open.removeLast()
      for other in open {
        let seconds = least[corner] + times.seconds((corners[other] - corners[corner]).length)
        guard seconds < least[other], sees(corner, other) else { continue }
        least[other] = seconds
        previous[other] = corner
      }
    }
    let reach = Reach(straight: straight, least: least, previous: previous)
    known[place] = reach
    return reach
  }

  /// Whether a straight way neither leads over the ground nor brushes a corner of it.
  private func isClear(_ start: Vector, _ end: Vector) -> Bool {
    if farEdges.areCrossed(from: start, to: end) || brushes(start, end) { return false }
    return !nearEdges.areCrossed(from: start, to: end) || ground.length(from: start, to: end) < 0.01
  }

  private func brushes(_ start: Vector, _ end: Vector) -> Bool {
    let near = clearance * 0.5
    let (lowX, highX) = (min(start.x, end.x) - near, max(start.x, end.x) + near)
    let (lowY, highY) = (min(start.y, end.y) - near, max(start.y, end.y) + near)
    return tips.contains { tip in
      tip.x > lowX && tip.x < highX && tip.y > lowY && tip.y < highY && tip.distance(toSegment: start, end) < near
        && (tip - start).length > clearance && (tip - end).length > clearance
    }
  }

  private mutating func sees(_ first: Int, _ second: Int) -> Bool {
    let index = min(first, second) * corners.count + max(first, second)
    if seen[index] == .unknown { seen[index] = isClear(corners[first], corners[second]) ? .clear : .barred }
    return seen[index] == .clear
  }
}
