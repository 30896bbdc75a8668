import FieldGeometry
import Foundation
import Quantities
import Synchronization

/// The search for a path that covers a field in the least time.
///
/// Lines along many directions, with and without lanes beside edges, are put in order; the most promising are refined
/// briefly, the best of these at length.
struct CoverageSearch: Sendable {
  /// A way to begin.
  struct Draft: Sendable {
    let path: [Vector]
    let cost: Double
    let strategy: String
    let along: Vector
  }

  /// What lines are laid.
  private struct Layout {
    let along: Vector
    let lanes: [(start: Vector, end: Vector)]
    let strategy: String
  }

  /// How far places keep off edges, in metres: two millimetres are enough against rounding, and in tiny fields less, so
  /// that the ground beyond the ends of legs stays below a twentieth of a per cent.
  private static func margin(_ field: FieldBoundary) -> Double {
    let perimeter = field.rings.reduce(0) { $0 + $1.perimeter.meters }
    return min(0.002, max(0.000_2, 0.000_4 * field.area.squareMeters / perimeter))
  }
  /// The part of the field that may stay uncovered while searching.
  private static let allowedShare = 0.000_45
  /// The part that must be covered at the end.
  private static let wantedShare = 0.999_2

  /// The samples at the end, so that each is a small part of what may stay uncovered.
  private static let fewestSamples = 60_000.0

  private let task: CoverageTask
  private let boundary: FieldBoundary
  private let swath: Double
  private let space: FlightSpace
  private let times: LegTimes
  private let start: Vector
  private let entry: Vector

  init(_ task: CoverageTask) {
    self.task = task
    boundary = task.field
    swath = task.swath.meters
    space = FlightSpace(task.field, margin: Self.margin(task.field))
    times = LegTimes(
      speed: task.maximumSpeed.metersPerSecond,
      acceleration: task.acceleration.metersPerSecondSquared
    )
    start = Vector(task.start)
    entry = space.nearest(to: start)
  }

  /// The best path found, from the start and back to it.
  func best() -> Draft {
    let drafts = drafts()
    // Long paths cost more per move, and a big field is not to take minutes; short ones have little to try.
    let corners = Double(drafts.first?.path.count ?? 1)
    let effort = max(0.1, min(1, 250 / corners, corners * corners / 3600))
    let allowed = boundary.area.squareMeters * Self.allowedShare
    @Sendable func refined(_ drafts: ArraySlice<Draft>, moves: Double, from hot: Double, to cold: Double, seed: UInt64)
      -> [Draft]
    {
      let moves = Int(bounded: moves * effort)
      return Self.concurrently(Array(drafts)) { draft in
        refine(draft, on: Self.coarse, allowed: allowed, moves: moves, from: hot, to: cold, seed: seed)
      }
      .sorted { $0.cost < $1.cost }
    }
    let short = refined(drafts.prefix(5), moves: 20_000, from: 1, to: 0.1, seed: 2)
    let long = refined(short.prefix(2), moves: 120_000, from: 0.6, to: 0.03, seed: 3)
    // Where lines are long and plain, heat only disturbs what is good from the start.
    let calm = refined(drafts.prefix(3), moves: 60_000, from: 0.08, to: 0.02, seed: 5)
    let ends = Self.concurrently(Array((long + calm).sorted { $0.cost < $1.cost }.prefix(2))) {
      finished($0, moves: Int(bounded: 30_000 * effort))
    }
    let none = Draft(path: [entry, entry], cost: 0, strategy: "none", along: Vector(x: 1, y: 0))
    let best = ends.min { $0.cost < $1.cost } ?? none
    let path = (start - entry).length > 0.003 * 2 ? [start] + best.path + [start] : moved(best.path)
    return Draft(path: path, cost: best.cost, strategy: best.strategy, along: best.along)
  }

  /// The path on finer samples: the coarse ones are a sample, and the path has learnt them.
  private func finished(_ draft: Draft, moves: Int) -> Draft {
    let measure = CoverageMeasure(boundary, swath: swath)
    let area = boundary.area.squareMeters
    var allowed = area * Self.allowedShare
    // In a field of few swaths a cell of the usual size would be more than what may stay uncovered.
    let fewest = swath / (area / Self.fewestSamples).squareRoot()
    var best = draft
    for attempt: UInt64 in 1...10 {
      // At a high price gaps are closed by short legs; at a low one, by moving lines, which is better where it suffices.
      // Where the high price did not suffice either, time is worth less than the last gap.
      let price = attempt == 1 ? Self.coarse.price : Self.fine.price * max(1, (Double(attempt) - 3) * 10)
      let size = (max(Self.fine.fineness, fewest), Self.fine.most, price: price)
      best = refine(
        best,
        on: size,
        allowed: allowed,
        moves: attempt == 1 ? moves : max(6000, moves / 2),
        from: 0.05,
        to: 0.01,
        seed: 20 + attempt
      )
      let missing = Self.wantedShare - measure.coverage(of: best.path)
      if missing <= 0 { break }
      allowed = max(0, allowed - 1.5 * missing * area)
    }
    return best
  }

  /// The results for some drafts, in their order, on as many cores as there are.
  private static func concurrently(_ drafts: [Draft], _ refine: @Sendable (Draft) -> Draft) -> [Draft] {
    let results = Mutex<[Int: Draft]>([:])
    DispatchQueue.concurrentPerform(iterations: drafts.count) { index in
      let result = refine(drafts[index])
      results.withLock { $0[index] = result }
    }
    return results.withLock { results in drafts.indices.compactMap { results[$0] } }
  }

  /// The path with its ends at the start, a hair from where they are.
  private func moved(_ path: [Vector]) -> [Vector] {
    var path = path
    path[0] = start
    path[path.count - 1] = start
    return path
  }

  /// The cells across a swath, the most cells, and the time that an uncovered square metre is worth, in seconds.
  private static let coarse = (fineness: 9.0, most: 300_000.0, price: 4.0)
  private static let fine = (fineness: 24.0, most: 1_500_000.0, price: 30.0)

  private func grid(_ along: Vector, _ size: (fineness: Double, most: Double, price: Double), seed: UInt64)
    -> SampleGrid
  {
    SampleGrid(boundary, swath: swath, along: along, fineness: size.fineness, most: size.most, seed: seed)
  }

  private func refine(
    _ draft: Draft,
    on size: (fineness: Double, most: Double, price: Double),
    allowed: Double,
    moves: Int,
    from hot: Double,
    to cold: Double,
    seed: UInt64
  ) -> Draft {
    var refiner = PathRefiner(
      draft.path,
      in: space,
      times: times,
      swath: swath,
      grid: grid(draft.along, size, seed: seed),
      allowed: allowed,
      price: size.price,
      seed: seed
    )
    refiner.anneal(moves: max(1000, moves), from: hot, to: cold)
    return Draft(path: refiner.path, cost: refiner.cost, strategy: draft.strategy, along: draft.along)
  }

  /// Ways to begin, the most promising first.
  private func drafts() -> [Draft] {
    var bearings = SweepDirections.candidates(of: boundary)
    for right in bearings.prefix(4).map({ ($0 + .degrees(90)).asLineDirection })
    where !bearings.contains(where: { abs($0.degrees - right.degrees) < 0.5 }) { bearings.append(right) }
    let plain = bearings.map {
      Layout(
        along: Vector.unit(direction: $0.radians),
        lanes: [],
        strategy: "lines at \(Figure.text($0.degrees, 1)) deg"
      )
    }
    let first = plain.map { (layout: $0, draft: draft($0, iterations: 20_000)) }.sorted {
      $0.draft.cost < $1.draft.cost
    }
    var drafts = first.map(\.draft)
    let lanes = LinePool.lanes(boundary, in: space, swath: swath)
    for (layout, _) in first.prefix(4) {
      for (name, chosen) in laneChoices(lanes, along: layout.along) {
        drafts.append(
          draft(
            Layout(along: layout.along, lanes: chosen, strategy: layout.strategy + ", " + name),
            iterations: 20_000
          )
        )
      }
    }
    return drafts.sorted { $0.cost < $1.cost }
  }

  private func laneChoices(_ lanes: [[(start: Vector, end: Vector)]], along: Vector) -> [(
    name: String, lanes: [(start: Vector, end: Vector)]
  )] {
    func slant(_ lane: (start: Vector, end: Vector)) -> Double {
      let way = lane.end - lane.start
      return abs(along.cross(way)) / way.length
    }
    let outer = lanes[0]
    let across = outer.filter { slant($0) > 0.3 && ($0.end - $0.start).length > 6 * swath }
    let longest = across.sorted { ($0.end - $0.start).length > ($1.end - $1.start).length }.prefix(4)
    let slantedHoles = lanes.dropFirst().joined().filter { slant($0) > 0.1 && slant($0) < 0.995 }
    var choices: [(name: String, lanes: [(start: Vector, end: Vector)])] = []
    for lane in longest { choices.append(("a lane on the outline", [lane])) }
    if !slantedHoles.isEmpty {
      choices.append(("lanes at slanted edges of holes", Array(slantedHoles)))
      for lane in longest.prefix(2) {
        choices.append(("lanes at slanted edges of holes and one on the outline", slantedHoles + [lane]))
      }
    }
    let holes = lanes.dropFirst().joined().filter { slant($0) > 0.1 }
    if !holes.isEmpty, holes.count != slantedHoles.count { choices.append(("lanes at holes", Array(holes))) }
    return choices
  }

  /// Lays lines, puts them in order and leads the way between them.
  private func draft(_ layout: Layout, iterations: Int) -> Draft {
    var grid = grid(layout.along, Self.coarse, seed: 1)
    let lines = LinePool(space, along: layout.along, swath: swath, lanes: layout.lanes, grid: &grid).lines
    let places = lines.flatMap { [$0.start, $0.end] } + [entry]
    let ways = WayMatrix(places, in: space, times: times)
    let home = places.count - 1
    var tour = TourSearch(ways, lines: lines.indices, from: home, to: home, seed: 7)
    tour.anneal(iterations: iterations + 400 * lines.count, from: 3, to: 0.05)
    var path = [entry]
    var here = home
    for next in tour.entries {
      path += ways.corners(from: here, to: next) + [places[next], places[next ^ 1]]
      here = next ^ 1
    }
    path += ways.corners(from: here, to: home) + [entry]
    path = path.reduce(into: []) { path, corner in
      if let last = path.last, (last - corner).length < 1e-6, path.count > 0 { return }
      path.append(corner)
    }
    if path.count < 2 { path = [entry, entry] }
    if (path[path.count - 1] - entry).length > 1e-9 { path.append(entry) }
    grid.clear()
    for index in path.indices.dropFirst() { grid.add(path[index - 1], path[index]) }
    // What is still uncovered takes short legs: about a second for a square metre.
    let cost = times.seconds(along: path) + 0.9 * grid.uncoveredArea
    return Draft(path: path, cost: cost, strategy: layout.strategy, along: layout.along)
  }
}
