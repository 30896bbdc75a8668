/// The split of a sequence into the fewest ranges, and among those splits the one that costs least.
package enum OptimalSplit {
  /// Splits by a dynamic programme: best(j) is the least (ranges, cost) for everything before j, the least over i < j of
  /// best(i) and the range from i to j.
  ///
  /// - Parameters:
  ///   - count: the elements.
  ///   - ranges: for a first element, the ends (past the last element) of the ranges that are possible, with their costs.
  /// - Returns: the ranges in order; none where there is no split.
  package static func ranges(count: Int, from ranges: (Int) -> [(end: Int, cost: Double)]) -> [Range<Int>] {
    var best: [(count: Int, cost: Double, from: Int)?] = Array(repeating: nil, count: count + 1)
    best[0] = (0, 0, 0)
    for first in 0..<count {
      guard let before = best[first] else { continue }
      for (end, cost) in ranges(first) {
        let candidate = (count: before.count + 1, cost: before.cost + cost)
        if let known = best[end], (known.count, known.cost - 1e-9) <= (candidate.count, candidate.cost) { continue }
        best[end] = (candidate.count, candidate.cost, first)
      }
    }
    var split: [Range<Int>] = []
    var end = count
    while end > 0, let step = best[end] {
      split.append(step.from..<end)
      end = step.from
    }
    return end == 0 ? split.reversed() : []
  }
}
