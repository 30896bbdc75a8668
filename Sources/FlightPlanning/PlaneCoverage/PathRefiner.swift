import FieldGeometry
import Quantities

/// Improves a closed path over a field: the least time at which almost nothing stays uncovered.
///
/// Simulated annealing (Kirkpatrick, Gelatt and Vecchi, 1983) on the corners of the path. Corners and legs are moved, left
/// out and put in, pieces of the path turned round and put elsewhere. So each leg, a line, a turn or the way home, counts
/// for what it covers, and what others cover already is not flown again.
struct PathRefiner {
  private let space: FlightSpace
  private let times: LegTimes
  private let swath: Double
  private let allowed: Double
  private var grid: SampleGrid
  private var random: SmallRandom
  /// The corners, the first and the last being where the path starts and ends.
  private(set) var path: [Vector]
  private var gaps: [Int] = []
  private var added: [(Vector, Vector)] = []
  private var removed: [(Vector, Vector)] = []
  private var temperature = 0.0

  /// The time that a square metre uncovered is worth: a little while few are, much beyond what is allowed.
  private let price: (within: Double, beyond: Double)

  /// - Parameters:
  ///   - path: the corners, closed.
  ///   - space: where legs may lead.
  ///   - times: how long a leg takes.
  ///   - swath: the width that a leg covers, in metres.
  ///   - grid: the samples of the field.
  ///   - allowed: the area that may stay uncovered, in square metres.
  ///   - price: the time that a square metre beyond that is worth, in seconds.
  ///   - seed: what the moves come from.
  init(
    _ path: [Vector],
    in space: FlightSpace,
    times: LegTimes,
    swath: Double,
    grid: SampleGrid,
    allowed: Double,
    price: Double,
    seed: UInt64
  ) {
    self.path = path
    self.space = space
    self.times = times
    self.swath = swath
    self.allowed = allowed
    self.price = (0.08, price)
    self.grid = grid
    random = SmallRandom(seed: seed)
    recount()
  }

  /// The time of the path and the price of what it leaves uncovered.
  var cost: Double { times.seconds(along: path) + penalty(grid.uncoveredArea) }

  private func penalty(_ area: Double) -> Double {
    price.within * area + price.beyond * max(0, area - allowed)
  }

  private mutating func recount() {
    grid.clear()
    for index in path.indices.dropFirst() { grid.add(path[index - 1], path[index]) }
    listGaps()
  }

  private mutating func listGaps() {
    gaps.removeAll(keepingCapacity: true)
    for index in 0..<grid.count where grid.uncoveredPlace(at: index) != nil { gaps.append(index) }
  }

  /// Improves the path.
  mutating func anneal(moves: Int, from hot: Double, to cold: Double) {
    var best = (path: path, cost: cost)
    var current = best.cost
    let rounds = max(1, moves / 1000)
    let cooling = (cold / hot).power(of: 1 / Double(rounds))
    temperature = hot
    for round in 0..<rounds {
      for _ in 0..<1000 where path.count > 2 {
        current += move()
        if current < best.cost - 1e-6 { best = (path, current) }
      }
      temperature *= cooling
      // Sums of rounding errors are not to grow.
      if round % 10 == 9 {
        recount()
        current = cost
      } else {
        listGaps()
      }
    }
    path = best.path
    recount()
  }

  /// One move; returns the change of the cost, zero where it was refused.
  private mutating func move() -> Double {
    switch random.below(100) {
    case 0..<30: return moveCorner()
    case 30..<60: return moveLeg()
    case 60..<70: return leaveOut()
    case 70..<88: return gaps.isEmpty ? moveLeg() : visitGap()
    case 88..<94: return turnRound()
    default: return putElsewhere()
    }
  }

  /// A distance of either sign, small ones as often as large ones.
  private mutating func step() -> Double {
    let size = 0.004 * swath * (random.unit() * 6.3).exponential
    return random.below(2) == 0 ? size : -size
  }

  private func unit(_ from: Vector, _ to: Vector) -> Vector {
    let way = to - from
    let length = way.length
    return length > 1e-9 ? way * (1 / length) : Vector(x: 1, y: 0)
  }

  private mutating func moveCorner() -> Double {
    let corner = 1 + random.below(path.count - 2)
    let size = step()
    let here = path[corner]
    let way: Vector =
      switch random.below(5) {
      case 0, 1: unit(path[corner - 1], here)
      case 2, 3: unit(here, path[corner + 1])
      default: Vector.unit(direction: random.unit() * 2 * .pi)
      }
    return replace(corner...corner, with: [here + way * size])
  }

  private mutating func moveLeg() -> Double {
    guard path.count > 3 else { return 0 }
    let corner = 1 + random.below(path.count - 3)
    let (before, first, second, after) = (path[corner - 1], path[corner], path[corner + 1], path[corner + 2])
    let size = step()
    switch random.below(4) {
    case 0, 1:
      // The ends of two lines, with the turn between them.
      return replace(
        corner...(corner + 1),
        with: [first + unit(before, first) * size, second + unit(after, second) * size]
      )
    case 2:
      let along = unit(first, second)
      let side = Vector(x: -along.y, y: along.x) * size
      return replace(corner...(corner + 1), with: [first + side, second + side])
    default:
      let along = unit(first, second) * size
      return replace(corner...(corner + 1), with: [first + along, second + along])
    }
  }

  private mutating func leaveOut() -> Double {
    let corner = 1 + random.below(path.count - 2)
    let last = min(path.count - 2, corner + random.below(3))
    return replace(corner...last, with: [])
  }

  /// Leads a leg over a place that nothing covers, there and back or on to another such place.
  private mutating func visitGap() -> Double {
    guard let goal = grid.uncoveredPlace(at: gaps[random.below(gaps.count)]) else { return 0 }
    var visits = [blurred(goal)]
    if random.below(2) == 0 {
      for _ in 0..<4 {
        guard let other = grid.uncoveredPlace(at: gaps[random.below(gaps.count)]) else { continue }
        if (other - goal).length < 6 * swath {
          visits.append(blurred(other))
          break
        }
      }
    }
    // The legs that this lengthens least.
    var legs: [(leg: Int, detour: Double)] = []
    for leg in 1..<path.count {
      let detour =
        (path[leg - 1] - visits[0]).length + (visits[visits.count - 1] - path[leg]).length
        - (path[leg] - path[leg - 1]).length
      if legs.count < 3 || detour < legs[2].detour {
        legs.append((leg, detour))
        legs.sort { $0.detour < $1.detour }
        if legs.count > 3 { legs.removeLast() }
      }
    }
    let leg = legs[random.below(legs.count)].leg
    if random.below(3) == 0, leg < path.count - 1 {
      // A corner moves there instead of a new one.
      return replace(leg...leg, with: visits)
    }
    return insert(visits, before: leg)
  }

  private mutating func blurred(_ place: Vector) -> Vector {
    let reach = random.unit() * 0.6 * swath
    return place + Vector.unit(direction: random.unit() * 2 * .pi) * reach
  }

  private mutating func replace(_ range: ClosedRange<Int>, with corners: [Vector]) -> Double {
    begin()
    for index in range.lowerBound...(range.upperBound + 1) { removed.append((path[index - 1], path[index])) }
    var here = path[range.lowerBound - 1]
    for corner in corners {
      added.append((here, corner))
      here = corner
    }
    added.append((here, path[range.upperBound + 1]))
    let change = decide()
    if change != 0 { path.replaceSubrange(range, with: corners) }
    return change
  }

  private mutating func insert(_ corners: [Vector], before index: Int) -> Double {
    begin()
    removed.append((path[index - 1], path[index]))
    var here = path[index - 1]
    for corner in corners {
      added.append((here, corner))
      here = corner
    }
    added.append((here, path[index]))
    let change = decide()
    if change != 0 { path.insert(contentsOf: corners, at: index) }
    return change
  }

  private mutating func turnRound() -> Double {
    let first = 1 + random.below(path.count - 2)
    let last = min(path.count - 2, first + 1 + random.below(random.below(3) == 0 ? path.count : 10))
    guard last > first else { return 0 }
    begin()
    removed.append((path[first - 1], path[first]))
    removed.append((path[last], path[last + 1]))
    added.append((path[first - 1], path[last]))
    added.append((path[first], path[last + 1]))
    let change = decide()
    if change != 0 { path[first...last].reverse() }
    return change
  }

  private mutating func putElsewhere() -> Double {
    let first = 1 + random.below(path.count - 2)
    let last = min(path.count - 2, first + random.below(4))
    let leg = 1 + random.below(path.count - 1)
    // Before a corner of the piece, or where the piece is already.
    guard leg < first || leg > last + 1 else { return 0 }
    begin()
    removed.append((path[first - 1], path[first]))
    removed.append((path[last], path[last + 1]))
    removed.append((path[leg - 1], path[leg]))
    let turned = random.below(2) == 0
    added.append((path[first - 1], path[last + 1]))
    added.append((path[leg - 1], turned ? path[last] : path[first]))
    added.append((turned ? path[first] : path[last], path[leg]))
    let change = decide()
    guard change != 0 else { return 0 }
    let piece = turned ? Array(path[first...last].reversed()) : Array(path[first...last])
    path.removeSubrange(first...last)
    path.insert(contentsOf: piece, at: leg < first ? leg : leg - piece.count)
    return change
  }

  private mutating func begin() {
    added.removeAll(keepingCapacity: true)
    removed.removeAll(keepingCapacity: true)
  }

  /// Whether the legs change; then the samples have changed with them.
  private mutating func decide() -> Double {
    var time = 0.0
    for leg in added { time += times.seconds(leg.0, leg.1) }
    for leg in removed { time -= times.seconds(leg.0, leg.1) }
    let before = grid.uncoveredArea
    // Drawn first: what not even full coverage would make acceptable needs no look at the samples.
    let limit = -temperature * max(random.unit(), 1e-9).naturalLogarithm
    let present = penalty(before)
    guard time - present < limit else { return 0 }
    for leg in added where !space.isClear(leg.0, leg.1) { return 0 }
    pairUp()
    shorten()
    swap(removed, for: added)
    let change = time + penalty(grid.uncoveredArea) - present
    if change < limit, change != 0 { return change }
    swap(added, for: removed)
    return 0
  }

  private mutating func swap(_ old: [(Vector, Vector)], for new: [(Vector, Vector)]) {
    let pairs = min(old.count, new.count)
    // What is added goes first: the count of a sample is never below zero.
    for leg in new[pairs...] { grid.add(leg.0, leg.1) }
    for index in 0..<pairs { grid.exchange(old[index], for: new[index]) }
    for leg in old[pairs...] { grid.remove(leg.0, leg.1) }
  }

  /// Puts legs that are most alike at the same index: what they share need not be counted.
  private mutating func pairUp() {
    guard added.count != removed.count, let firstAdded = added.first, let lastAdded = added.last,
      let lastRemoved = removed.last, removed.count > 1 || added.count > 1
    else { return }
    // The last legs belong together; of one leg that becomes several, the longer piece takes its place.
    if removed.count == 1, (firstAdded.1 - firstAdded.0).length > (lastAdded.1 - lastAdded.0).length { return }
    let index = min(added.count, removed.count) - 1
    added.removeLast()
    added.insert(lastAdded, at: index)
    removed.removeLast()
    removed.insert(lastRemoved, at: index)
  }
  /// Of a leg that only grows or shrinks along itself, leaves just the difference.
  private mutating func shorten() {
    for index in 0..<min(added.count, removed.count) {
      let (old, new) = (removed[index], added[index])
      let fixed: Vector
      let from: Vector
      let to: Vector
      if old.0 == new.0 {
        (fixed, from, to) = (old.0, old.1, new.1)
      } else if old.1 == new.1 {
        (fixed, from, to) = (old.1, old.0, new.0)
      } else {
        continue
      }
      let first = from - fixed
      let second = to - fixed
      let long = first.length
      guard long > 1e-6, abs(first.cross(second)) < 1e-9 * long, first.dot(second) > 0 else { continue }
      if second.length > long {
        added[index] = (from, to)
        removed[index] = (fixed, fixed)
      } else {
        removed[index] = (to, from)
        added[index] = (fixed, fixed)
      }
    }
  }
}
