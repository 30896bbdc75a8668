import FieldGeometry
import Quantities

/// The order and direction in which survey lines are flown: the quickest round trip found by a local search.
struct LineTour {
  /// The lines in the order flown, each from where it is entered.
  let lines: [SurveyLine]
  /// The time of the ways between them and from and to the take-off, in calm air, in seconds.
  let seconds: Double

  /// The part of the time that an order must save against always taking the nearest line.
  private static let worthwhileShare = 0.005

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
    let plain = search
    search.anneal(iterations: min(20_000 + 400 * lines.count, 400_000), from: 3, to: 0.05)
    // To and fro is easier to follow from the ground than a few seconds are worth.
    let flown = lines.reduce(0) { $0 + times.seconds($1.length.meters) }
    if search.time > plain.time - Self.worthwhileShare * (flown + plain.time) { search = plain }
    var entries = (fixed.map { [$0] } ?? []) + search.entries
    var found = search.ways
    if home == nil, first == nil {
      // The ring is opened at its longest way: that is the way home, and nobody flies it to the first line.
      var longest = (index: 0, seconds: 0.0)
      for index in entries.indices {
        let seconds = found.time(entries[(index + entries.count - 1) % entries.count] ^ 1, entries[index])
        if seconds > longest.seconds + 1e-6 { longest = (index, seconds) }
      }
      entries = Array(entries[longest.index...] + entries[..<longest.index])
    }
    router = found.router
    self.lines = entries.map { $0 % 2 == 0 ? lines[$0 / 2] : lines[$0 / 2].turned }
    seconds = search.time + (first.flatMap { entry in home.map { _ in found.time(homePlace, entry) } } ?? 0)
  }
}

extension SurveyLine {
  /// The line flown the other way.
  var turned: SurveyLine {
    SurveyLine(start: end, end: start, captureCount: captureCount, photoDistance: photoDistance, polygon: polygon)
  }
}
