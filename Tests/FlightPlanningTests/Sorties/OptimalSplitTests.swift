import FlightPlanning
import TestSupport
import Testing

@Suite struct OptimalSplitTests {
  /// Every split there is, tried one by one.
  static func bruteForce(_ count: Int, _ table: [[Double?]], from first: Int = 0) -> (count: Int, cost: Double)? {
    guard first < count else { return (0, 0) }
    var best: (count: Int, cost: Double)?
    for end in (first + 1)...count {
      guard let cost = table[first][end], let rest = bruteForce(count, table, from: end) else { continue }
      let candidate = (count: rest.count + 1, cost: rest.cost + cost)
      if best.map({ (candidate.count, candidate.cost) < ($0.count, $0.cost) }) ?? true { best = candidate }
    }
    return best
  }

  @Test(arguments: 1...40)
  func noSplitIsBetter(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let count = Int.random(in: 1...10, using: &generator)
    let table = (0..<count).map { first in
      (0...count).map { end in
        end > first && Double.random(in: 0...1, using: &generator) < 0.6
          ? Double.random(in: 1...10, using: &generator) : nil
      }
    }
    let split = OptimalSplit.ranges(count: count) { first in
      table[first].indices.compactMap { end in table[first][end].map { (end, $0) } }
    }
    guard let best = Self.bruteForce(count, table) else {
      #expect(split.isEmpty)
      return
    }
    #expect(split.count == best.count)
    #expect(split.first?.lowerBound == 0 && split.last?.upperBound == count)
    for (one, next) in zip(split, split.dropFirst()) { #expect(one.upperBound == next.lowerBound) }
    let cost = split.reduce(0) { $0 + (table[$1.lowerBound][$1.upperBound] ?? .infinity) }
    #expect(abs(cost - best.cost) < 1e-6)
  }
}
