import FieldGeometry
import Quantities

/// The order and direction in which survey lines are flown: the quickest round trip found by a local search.
struct LineTour {
  /// The lines in the order flown, each from where it is entered.
  let lines: [SurveyLine]
  /// The time of the ways between them and from and to the take-off, in calm air, in seconds.
  let seconds: Double

  /// Orders lines.
  ///
  /// - Parameters:
  ///   - lines: the lines.
  ///   - home: the take-off; nil where it is free, so that the trip is a ring that may begin at any line.
  ///   - entry: the place near which the survey begins; nil where that is free.
  ///   - router: the ways.
  ///   - times: how long straight ways take.
  init(_ lines: [SurveyLine], home: Vector?, entry: Vector?, router: inout Router, times: TransitTimes) {
    guard !lines.isEmpty else {
      self.lines = []
      seconds = 0
      return
    }
    let ways = LineWays(lines, home: home, router: router, times: times)
    let homePlace = 2 * lines.count
    func place(_ index: Int) -> Vector { Vector(index % 2 == 0 ? lines[index / 2].start : lines[index / 2].end) }
    // A ring needs a line to begin with, and so does an entry: it is flown first and is no part of the search.
    let first = entry.map { entry in
      (0..<homePlace).min { (place($0) - entry).length < (place($1) - entry).length } ?? 0
    }
    let fixed = first ?? (home == nil ? 0 : nil)
    var search = TourSearch(
      ways,
      lines: lines.indices.filter { fixed.map { $0 >> 1 } != $0 },
      from: fixed.map { $0 ^ 1 } ?? homePlace,
      to: home == nil ? fixed ?? 0 : homePlace,
      seed: 7
    )
    search.anneal(iterations: min(20_000 + 400 * lines.count, 400_000), from: 3, to: 0.05)
    var entries = (fixed.map { [$0] } ?? []) + search.entries
    var found = search.ways
    if home == nil, first == nil {
      // The ring is opened at its longest way: that is the way home, and nobody flies it to the first line.
      let longest = entries.indices.max { one, other in
        let ends = [one, other].map { found.time(entries[($0 + entries.count - 1) % entries.count] ^ 1, entries[$0]) }
        return ends[0] < ends[1] - 1e-6
      }
      if let longest { entries = Array(entries[longest...] + entries[..<longest]) }
    }
    router = found.router
    self.lines = entries.map { $0 % 2 == 0 ? lines[$0 / 2] : lines[$0 / 2].turned }
    seconds = search.time + (first.flatMap { entry in home.map { _ in found.time(homePlace, entry) } } ?? 0)
  }
}

extension SurveyLine {
  /// The line flown the other way.
  fileprivate var turned: SurveyLine {
    SurveyLine(start: end, end: start, captureCount: captureCount, photoDistance: photoDistance, polygon: polygon)
  }
}
