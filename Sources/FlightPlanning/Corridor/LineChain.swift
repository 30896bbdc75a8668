import FieldGeometry

/// Lines as they come from files: parts that follow each other joined, vertices that say nothing left out.
enum LineChain {
  /// Ends nearer than this, in metres, are one place.
  private static let sameEnd = 0.5

  /// Joins lines whose ends meet, as exports of roads have them.
  static func joined(_ lines: [[Vector]]) -> [[Vector]] {
    var left = lines.map(withoutRepeats).filter { $0.count > 1 }
    var chains: [[Vector]] = []
    while !left.isEmpty {
      var chain = left.removeFirst()
      while let next = left.indices.lazy.compactMap({ joint(chain, left[$0], at: $0) }).first {
        chain = next.chain
        left.remove(at: next.index)
      }
      chains.append(withoutRepeats(chain))
    }
    return chains
  }

  /// The simplest line that stays within a tolerance of a line (Douglas and Peucker, 1973), and how far it is off.
  static func simplified(_ line: [Vector], tolerance: Double) -> (line: [Vector], deviation: Double) {
    let thinned = ChordThinning.thinned(line.count, tolerance: tolerance) {
      line[$0].distance(toSegment: line[$1], line[$2])
    }
    return (thinned.kept.map { line[$0] }, thinned.deviation)
  }

  private static func withoutRepeats(_ line: [Vector]) -> [Vector] {
    var kept: [Vector] = []
    for place in line where kept.last.map({ ($0 - place).length > 0.01 }) ?? true { kept.append(place) }
    return kept
  }

  private static func joint(_ chain: [Vector], _ other: [Vector], at index: Int) -> (chain: [Vector], index: Int)? {
    func meet(_ one: Vector?, _ two: Vector?) -> Bool {
      guard let one, let two else { return false }
      return (one - two).length < sameEnd
    }
    if meet(chain.last, other.first) { return (chain + other.dropFirst(), index) }
    if meet(chain.last, other.last) { return (chain + other.reversed().dropFirst(), index) }
    if meet(chain.first, other.last) { return (other + chain.dropFirst(), index) }
    if meet(chain.first, other.first) { return (other.reversed() + chain.dropFirst(), index) }
    return nil
  }
}
