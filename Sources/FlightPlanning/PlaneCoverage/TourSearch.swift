import FieldGeometry

/// The order and direction of lines in a round trip, by simulated annealing with the moves of 2-opt and Or-opt.
///
/// Place `2i` is the start of line i, `2i + 1` its end; the last place is home.
struct TourSearch {
  private let ways: WayMatrix
  private let home: Int
  private var random: SmallRandom
  /// The places at which the lines are entered, in the order flown.
  private(set) var entries: [Int]
  /// The time of all ways between lines, from home and back to it.
  private(set) var time: Double

  init(_ ways: WayMatrix, lines: Int, seed: UInt64) {
    self.ways = ways
    home = 2 * lines
    random = SmallRandom(seed: seed)
    // The nearest neighbour from home.
    var left = Array(0..<(2 * lines))
    var entries: [Int] = []
    var here = home
    while let nearest = left.min(by: { ways.time(here, $0) < ways.time(here, $1) }) {
      entries.append(nearest)
      here = nearest ^ 1
      left.removeAll { $0 >> 1 == nearest >> 1 }
    }
    self.entries = entries
    time = 0
    time = total()
  }

  private func total() -> Double {
    var sum = 0.0
    var here = home
    for entry in entries {
      sum += ways.time(here, entry)
      here = entry ^ 1
    }
    return sum + ways.time(here, home)
  }

  /// Where the path is after so many lines.
  private func exit(_ index: Int) -> Int { index < 0 ? home : entries[index] ^ 1 }
  /// Where the path goes to at an index.
  private func entry(_ index: Int) -> Int { index < entries.count ? entries[index] : home }

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

  private mutating func tryReversal(_ temperature: Double) -> Double {
    let first = random.below(entries.count)
    // Mostly near each other: far reversals seldom help.
    let span = random.below(4) == 0 ? entries.count : min(entries.count, 12)
    let last = min(entries.count - 1, first + random.below(span))
    let before = exit(first - 1)
    let after = entry(last + 1)
    let change =
      ways.time(before, exit(last)) + ways.time(entries[first], after) - ways.time(before, entries[first])
      - ways.time(exit(last), after)
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
    let left = place == 0 ? home : exit(stay(place - 1))
    let right = place == entries.count - length ? home : entry(stay(place))
    let turned = random.below(2) == 0
    let head = turned ? exit(last) : entries[first]
    let tail = turned ? entries[first] : exit(last)
    let change =
      ways.time(before, after) - ways.time(before, entries[first]) - ways.time(exit(last), after)
      + ways.time(left, head) + ways.time(tail, right) - ways.time(left, right)
    guard abs(change) > 1e-12, accepts(change, temperature) else { return 0 }
    if turned { reverse(first, last) }
    let piece = Array(entries[first...last])
    entries.removeSubrange(first...last)
    entries.insert(contentsOf: piece, at: place)
    return -change
  }
}
