import FieldGeometry
import Quantities

/// The order and direction of lines in a round trip, by simulated annealing with the moves of 2-opt and Or-opt.
///
/// Place `2i` is the start of line i, `2i + 1` its end.
struct TourSearch<Ways: TourTimes> {
  private(set) var ways: Ways
  /// The place at which the trip starts.
  private let start: Int
  /// The place at which it ends.
  private let finish: Int
  private var random: SmallRandom
  /// The places at which the lines are entered, in the order flown.
  private(set) var entries: [Int]
  /// The time of all ways between lines, from the start and to the finish.
  private(set) var time: Double

  /// Puts lines in a first order: always the nearest of those that are left.
  ///
  /// - Parameters:
  ///   - ways: the times of ways.
  ///   - lines: the lines to put in order.
  ///   - start: the place at which the trip starts.
  ///   - finish: the place at which it ends.
  ///   - seed: what random moves begin with.
  init(_ ways: Ways, lines: some Sequence<Int>, from start: Int, to finish: Int, seed: UInt64) {
    self.ways = ways
    self.start = start
    self.finish = finish
    random = SmallRandom(seed: seed)
    var left = lines.flatMap { [2 * $0, 2 * $0 + 1] }
    var entries: [Int] = []
    var here = start
    while !left.isEmpty {
      var nearest = (place: left[0], time: Double.infinity)
      for place in left where self.ways.least(here, place) < nearest.time {
        let time = self.ways.time(here, place)
        if time < nearest.time { nearest = (place, time) }
      }
      entries.append(nearest.place)
      here = nearest.place ^ 1
      left.removeAll { $0 >> 1 == nearest.place >> 1 }
    }
    self.entries = entries
    time = 0
    time = total()
  }

  private mutating func total() -> Double {
    var sum = 0.0
    var here = start
    for entry in entries {
      sum += ways.time(here, entry)
      here = entry ^ 1
    }
    return sum + ways.time(here, finish)
  }

  /// Where the path is after so many lines.
  private func exit(_ index: Int) -> Int { index < 0 ? start : entries[index] ^ 1 }
  /// Where the path goes to at an index.
  private func entry(_ index: Int) -> Int { index < entries.count ? entries[index] : finish }

  /// Improves the order.
  mutating func anneal(iterations: Int, from hot: Double, to cold: Double) {
    guard entries.count > 1 else { return }
    var best = (entries: entries, time: time)
    let cooling = iterations > 1 ? (cold / hot).power(of: 1 / Double(iterations / 64 + 1)) : 1
    var temperature = hot
    for iteration in 0..<iterations {
      if iteration % 64 == 0 { temperature *= cooling }
      let gain = random.below(3) == 0 ? tryMove(temperature) : tryReversal(temperature)
      guard gain != 0 else { continue }
      time -= gain
      if time < best.time - 1e-9 { best = (entries, time) }
    }
    entries = best.entries
    time = total()
  }

  private mutating func accepts(_ change: Double, _ temperature: Double) -> Bool {
    change < 0 || random.unit() < (-change / temperature).exponential
  }

  /// Whether nobody would take so much longer a tour: less than one in ten thousand.
  private func isHopeless(_ change: Double, _ temperature: Double) -> Bool { change > 9.2 * temperature }

  private mutating func tryReversal(_ temperature: Double) -> Double {
    let first = random.below(entries.count)
    // Mostly near each other: far reversals seldom help.
    let span = random.below(4) == 0 ? entries.count : min(entries.count, 12)
    let last = min(entries.count - 1, first + random.below(span))
    let before = exit(first - 1)
    let after = entry(last + 1)
    let (head, tail) = (entries[first], exit(last))
    let saved = ways.time(before, head) + ways.time(tail, after)
    if isHopeless(ways.least(before, tail) + ways.least(head, after) - saved, temperature) { return 0 }
    let change = ways.time(before, tail) + ways.time(head, after) - saved
    guard abs(change) > 1e-12, accepts(change, temperature) else { return 0 }
    reverse(first, last)
    return -change
  }

  private mutating func reverse(_ first: Int, _ last: Int) {
    var low = first
    var high = last
    while low < high {
      let kept = entries[low]
      entries[low] = entries[high] ^ 1
      entries[high] = kept ^ 1
      low += 1
      high -= 1
    }
    if low == high { entries[low] ^= 1 }
  }

  private mutating func tryMove(_ temperature: Double) -> Double {
    let first = random.below(entries.count)
    let last = min(entries.count - 1, first + random.below(random.below(3) == 0 ? entries.count / 2 + 1 : 3))
    let length = last - first + 1
    guard length < entries.count else { return 0 }
    // The place among the lines that stay, before which the piece is put.
    let place = random.below(entries.count - length + 1)
    guard place != first else { return 0 }
    func stay(_ index: Int) -> Int { index < first ? index : index + length }
    let before = exit(first - 1)
    let after = entry(last + 1)
    let left = place == 0 ? start : exit(stay(place - 1))
    let right = place == entries.count - length ? finish : entry(stay(place))
    let turned = random.below(2) == 0
    let head = turned ? exit(last) : entries[first]
    let tail = turned ? entries[first] : exit(last)
    let saved = ways.time(before, entries[first]) + ways.time(exit(last), after) + ways.time(left, right)
    let least = ways.least(before, after) + ways.least(left, head) + ways.least(tail, right)
    if isHopeless(least - saved, temperature) { return 0 }
    let change = ways.time(before, after) + ways.time(left, head) + ways.time(tail, right) - saved
    guard abs(change) > 1e-12, accepts(change, temperature) else { return 0 }
    if turned { reverse(first, last) }
    let piece = Array(entries[first...last])
    entries.removeSubrange(first...last)
    entries.insert(contentsOf: piece, at: place)
    return -change
  }
}
