import FieldGeometry
import Quantities

/// The order and direction in which the rows of a polygon are flown.
///
/// Rows that face each other one to one form a chain that is flown to and fro; where a hole or a bay splits a row, new
/// chains begin. The chains are joined by the nearest neighbour from several starts, of which the quickest is kept; rows
/// that fill gaps are put in where they cost least.
struct RowOrder {
  private let dynamics: FlightDynamics
  private let speed: Double
  private let transitSpeed: Double

  init(dynamics: FlightDynamics, speed: Speed, transitSpeed: Speed) {
    self.dynamics = dynamics
    self.speed = speed.metersPerSecond
    self.transitSpeed = transitSpeed.metersPerSecond
  }

  /// The time for a straight way without pictures.
  func transit(_ from: Vector, _ to: Vector) -> Double {
    let length = (to - from).length
    let isLong = length >= dynamics.transitSpeedFrom.meters
    return dynamics.seconds(for: length, at: isLong ? transitSpeed : speed)
  }

  /// The time for rows flown in an order from a place and back, with straight ways between them.
  func time(_ rows: [OrientedRow], home: Vector?) -> Double {
    guard let first = rows.first, let last = rows.last else { return 0 }
    var sum = 0.0
    for row in rows { sum += dynamics.seconds(for: row.row.to - row.row.from, at: speed) }
    for (row, next) in zip(rows, rows.dropFirst()) { sum += transit(row.end, next.start) }
    return sum + transit(last.end, home ?? first.start) + (home.map { transit($0, first.start) } ?? 0)
  }

  /// Orders the rows of a layout.
  ///
  /// - Parameters:
  ///   - rows: the rows of parallel lines by offset, then those that fill gaps.
  ///   - home: where the flight comes from, in sweep coordinates; nil where that is free.
  ///   - slack: how far two rows may miss each other and still face each other.
  /// - Returns: the rows in the order flown.
  func order(_ rows: [Row], home: Vector?, slack: Double) -> [OrientedRow] {
    let chains = Self.chains(rows.filter { $0.index != nil }, slack: slack)
    var best = join(chains, home: home)
    for row in rows where row.index == nil { insert(row, into: &best, home: home) }
    return best
  }

  /// Rows that face each other one to one, in lists.
  private static func chains(_ rows: [Row], slack: Double) -> [[Row]] {
    var chains: [[Row]] = []
    var open: [(chain: Int, row: Row)] = []
    var start = 0
    while start < rows.count {
      var end = start
      while end < rows.count, rows[end].index == rows[start].index { end += 1 }
      let here = rows[start..<end]
      // A row that lies beside no row of the line before begins a chain of its own.
      let previous = open.filter { ($0.row.index ?? 0) + 1 == rows[start].index }
      func faces(_ a: Row, _ b: Row) -> Bool { a.from - slack < b.to && b.from - slack < a.to }
      open = here.map { row in
        let before = previous.filter { faces($0.row, row) }
        if let only = before.first, before.count == 1, here.count(where: { faces(only.row, $0) }) == 1 {
          chains[only.chain].append(row)
          return (only.chain, row)
        }
        chains.append([row])
        return (chains.count - 1, row)
      }
      start = end
    }
    return chains
  }

  /// A chain flown to and fro; one of four ways.
  private func flown(_ chain: [Row], way: Int) -> [OrientedRow] {
    let rows = way & 1 == 0 ? chain : chain.reversed()
    return rows.enumerated().map { OrientedRow(row: $1, reversed: ($0 % 2 == 0) == (way & 2 == 0)) }
  }

  private func join(_ chains: [[Row]], home: Vector?) -> [OrientedRow] {
    guard !chains.isEmpty else { return [] }
    let ways = chains.map { chain in (0..<4).map { flown(chain, way: $0) } }
    // With many chains each start costs much and gains little.
    let starts = chains.count <= 60 ? Array(chains.indices) : Array(chains.indices.prefix(3))
    var best: (rows: [OrientedRow], time: Double)?
    for start in starts {
      for way in 0..<4 {
        let rows = nearestNeighbour(ways, start: start, way: way)
        let time = time(rows, home: home)
        if time < (best?.time ?? .infinity) - 1e-9 { best = (rows, time) }
      }
    }
    return best?.rows ?? []
  }

  private func nearestNeighbour(_ ways: [[[OrientedRow]]], start: Int, way: Int) -> [OrientedRow] {
    var rows = ways[start][way]
    var left = Set(ways.indices)
    left.remove(start)
    while let end = rows.last?.end, !left.isEmpty {
      var nearest: (chain: Int, way: Int, distance: Double)?
      for chain in left.sorted() {
        for way in 0..<4 {
          guard let first = ways[chain][way].first else { continue }
          let distance = (first.start - end).length
          if distance < (nearest?.distance ?? .infinity) - 1e-9 { nearest = (chain, way, distance) }
        }
      }
      guard let nearest else { break }
      rows += ways[nearest.chain][nearest.way]
      left.remove(nearest.chain)
    }
    return rows
  }

  private func insert(_ row: Row, into rows: inout [OrientedRow], home: Vector?) {
    var best: (place: Int, row: OrientedRow, cost: Double)?
    for place in 0...rows.count {
      let before = place > 0 ? rows[place - 1].end : home
      let after = place < rows.count ? rows[place].start : home
      for reversed in [false, true] {
        let candidate = OrientedRow(row: row, reversed: reversed)
        var cost = 0.0
        if let before { cost += transit(before, candidate.start) }
        if let after { cost += transit(candidate.end, after) }
        if let before, let after { cost -= transit(before, after) }
        if cost < (best?.cost ?? .infinity) - 1e-9 { best = (place, candidate, cost) }
      }
    }
    if let best { rows.insert(best.row, at: best.place) }
  }
}
