import FieldGeometry
import Quantities

/// Cuts lines in a fixed order into sorties that a battery can fly: as few as there can be, and among those the quickest.
///
/// A battery may be changed between lines, and between two pictures of a line that takes more than an eighth of a battery.
/// Each sortie counts climb, way out, lines, ways between, way home and descent. Which changes are best `OptimalSplit` says.
struct SortiePlanner {
  let home: Vector
  let flights: [LineFlight]
  let dynamics: FlightDynamics
  let clock: LegClock
  let heights: HeightControl
  let surveySpeed: Speed
  let transitSpeed: Speed
  /// The seconds of the maker's flight time that a sortie may use.
  private let budget: Double
  private let mostPoints: Int
  private let drones: Int
  private let batteryChange: Double
  let levels: TransitLevels
  let turnaround: Double
  var router: Router
  /// Ways to and from the take-off, which several steps ask for.
  var known: [HomeWay: FlightLeg] = [:]

  /// A line with a way of some corners to it and from it.
  private static let fewestPoints = 8

  struct HomeWay: Hashable {
    let line: Int
    let place: Double
    let raise: Double
    let isOut: Bool
  }

  struct Cost {
    var seconds = 0.0
    var battery = 0.0
    /// The points behind the first.
    var points = 0
  }

  init(
    _ lines: [SurveyLine],
    home: Vector,
    request: SurveyRequest,
    design: SurveyDesign,
    transitSpeed: Speed,
    router: Router,
    heights: HeightControl
  ) throws {
    self.home = home
    self.router = router
    self.heights = heights
    self.transitSpeed = transitSpeed
    surveySpeed = design.speed
    dynamics = request.dynamics
    mostPoints = request.mostWaypoints ?? request.drone.mostWaypoints ?? .max
    guard mostPoints >= Self.fewestPoints else {
      throw FlightPlanningError.implausible(
        quantity: "number of waypoints",
        value: "\(mostPoints)",
        from: "\(Self.fewestPoints)",
        to: "what the drone takes"
      )
    }
    drones = max(1, request.logistics.drones)
    batteryChange = request.logistics.batteryChange.inSeconds
    levels = try TransitLevels(request, design: design, overTerrain: heights.isOverTerrain)
    turnaround = request.turnaround.meters
    budget = request.drone.flightTime.inSeconds * request.dynamics.usableBatteryShare
    let clock = LegClock(request, design: design)
    self.clock = clock
    flights = try lines.map { line in
      let inTime = request.drone.camera.shortestInterval.map { min(design.speed, line.photoDistance / $0) }
      let wanted = max(inTime ?? design.speed, request.drone.lowestPlannedSpeed)
      let possible = try clock.groundSpeed(wanted: wanted, bearing: line.bearing, takesPictures: true)
      let profile = try heights.profile(ofLine: line, speed: possible)
      let speed = min(possible, .metersPerSecond(profile.speedLimit))
      return LineFlight(
        line: line,
        profile: profile,
        speed: speed,
        drain: clock.drain(at: speed, bearing: line.bearing)
      )
    }
  }

  /// The sorties.
  ///
  /// - Throws: `FlightPlanningError` where a full battery does not reach a line and back, or the wind is too strong.
  mutating func sorties() throws -> [Sortie] {
    var pieces: [LinePiece] = []
    for index in flights.indices { pieces += try self.pieces(ofLine: index) }
    guard !pieces.isEmpty else { return [] }
    let ranges = try split(pieces)
    var sorties = try ranges.map { try sortie(Array(pieces[$0]), drone: drones - 1) }
    guard drones > 1 else { return sorties }
    let shares = DroneShares.drones(for: sorties.map(\.duration.inSeconds), change: batteryChange, drones: drones)
    for (index, drone) in shares.enumerated() {
      sorties[index] = try sortie(Array(pieces[ranges[index]]), drone: drone)
    }
    return sorties
  }

  /// A line in pieces, each of which a fresh battery can fly.
  private mutating func pieces(ofLine index: Int) throws -> [LinePiece] {
    let flight = flights[index]
    let battery = clock.seconds(for: flight.line.length.meters, at: flight.speed) * flight.drain
    var count = max(1, Int(bounded: (8 * battery / budget).rounded(.up)))
    while true {
      let pieces = LinePiece.pieces(of: flight.line, index: index, count: count)
      let worst = try pieces.map { try alone($0) }.max { $0.cost.battery < $1.cost.battery }
      let isShort = pieces.allSatisfy { run($0.line, $0.stretch).points + Self.fewestPoints <= mostPoints }
      guard let worst, worst.cost.battery > budget || !isShort else { return pieces }
      // Two pictures are the least that a sortie is flown for.
      guard count < flight.line.captureCount / 2 else {
        if worst.cost.battery <= budget { return pieces }
        throw FlightPlanningError.outOfReach(distance: .meters(worst.way), usable: .bounded(seconds: budget))
      }
      count = min(2 * count, flight.line.captureCount / 2)
    }
  }

  /// A sortie for one piece.
  private mutating func alone(_ piece: LinePiece) throws -> (cost: Cost, way: Double) {
    let out = try wayOut(to: piece, raise: levels.highest)
    let back = try wayHome(from: piece, raise: levels.highest)
    var cost = run(piece.line, piece.stretch)
    for leg in [out, back] {
      cost.seconds += leg.duration.inSeconds
      cost.battery += leg.battery.inSeconds
    }
    cost.seconds += vertical(out, back)
    cost.battery += vertical(out, back)
    return (cost, out.length.meters)
  }

  /// The pieces of each sortie.
  private mutating func split(_ pieces: [LinePiece]) throws -> [Range<Int>] {
    let outs = try pieces.map { try wayOut(to: $0, raise: levels.highest) }
    let homes = try pieces.map { try wayHome(from: $0, raise: levels.highest) }
    var between: [Cost] = [Cost()]
    for index in pieces.indices.dropFirst() {
      guard pieces[index].line != pieces[index - 1].line else {
        between.append(Cost())
        continue
      }
      let way = try way(from: pieces[index - 1], to: pieces[index], raise: levels.highest)
      between.append(
        Cost(seconds: way.duration.inSeconds, battery: way.battery.inSeconds, points: max(0, way.path.count - 1))
      )
    }
    func split(_ budget: Double) -> [Range<Int>] {
      ranges(of: pieces, outs: outs, homes: homes, between: between, budget: budget)
    }
    let fewest = split(budget)
    guard drones > 1 else { return fewest }
    // Drones that fly at the same time are done with the longest of their sorties: as many rounds as must be, each filled,
    // and the battery used no further than that takes.
    let most = min(pieces.count, (fewest.count + drones - 1) / drones * drones)
    var (best, tooSmall, enough) = (fewest, 0.0, budget)
    for _ in 0..<20 {
      let middle = (tooSmall + enough) / 2
      let candidate = split(middle)
      if candidate.isEmpty || candidate.count > most {
        tooSmall = middle
      } else {
        (best, enough) = (candidate, middle)
      }
    }
    return best
  }

  /// The best split where a sortie may take so much of the battery.
  private func ranges(
    of pieces: [LinePiece],
    outs: [FlightLeg],
    homes: [FlightLeg],
    between: [Cost],
    budget: Double
  ) -> [Range<Int>] {
    OptimalSplit.ranges(count: pieces.count) { first in
      // What is flown before the line that is being flown, and where on that line the flight began.
      var flown = Cost(seconds: outs[first].duration.inSeconds, battery: outs[first].battery.inSeconds)
      var start = pieces[first].stretch.lowerBound
      var current = Cost()
      var ends: [(end: Int, cost: Double)] = []
      for last in first..<pieces.count {
        if last > first, pieces[last].line != pieces[last - 1].line {
          flown.seconds += current.seconds + between[last].seconds
          flown.battery += current.battery + between[last].battery
          flown.points += current.points + between[last].points
          start = pieces[last].stretch.lowerBound
        }
        current = run(pieces[last].line, start...max(start, pieces[last].stretch.upperBound))
        // Ways home may become shorter again; what is flown does not.
        guard flown.battery + current.battery <= budget else { break }
        // The take-off, the way out, the way home to the landing. A single piece is flown whatever it needs.
        let points =
          1 + max(0, outs[first].path.count - 1) + flown.points + current.points + max(0, homes[last].path.count - 1)
        guard points <= mostPoints || last == first else { continue }
        let vertical = vertical(outs[first], homes[last])
        guard flown.battery + current.battery + homes[last].battery.inSeconds + vertical <= budget else { continue }
        ends.append((last + 1, flown.seconds + current.seconds + homes[last].duration.inSeconds + vertical))
      }
      return ends
    }
  }

  /// The legs of a sortie over pieces; those of one line are flown as one.
  private mutating func sortie(_ pieces: [LinePiece], drone: Int) throws -> Sortie {
    var legs: [FlightLeg] = []
    func add(_ way: FlightLeg) { if way.path.count > 1 { legs.append(way) } }
    let out = try wayOut(to: pieces[0], raise: levels[drone])
    add(out)
    var index = 0
    while index < pieces.count {
      let first = pieces[index]
      while index + 1 < pieces.count, pieces[index + 1].line == first.line { index += 1 }
      legs.append(
        leg(
          over: LinePiece(
            of: flights[first.line].line,
            index: first.line,
            captures: first.captures.lowerBound..<pieces[index].captures.upperBound
          )
        )
      )
      if index + 1 < pieces.count {
        add(try way(from: pieces[index], to: pieces[index + 1], raise: levels[drone]))
      }
      index += 1
    }
    let back = try wayHome(from: pieces[pieces.count - 1], raise: levels[drone])
    add(back)
    let vertical = vertical(out, back)
    return Sortie(
      legs: legs,
      duration: legs.reduce(.bounded(seconds: vertical)) { $0 + $1.duration },
      battery: legs.reduce(.bounded(seconds: vertical)) { $0 + $1.battery },
      drone: drone
    )
  }

  private func leg(over piece: LinePiece) -> FlightLeg {
    let flight = flights[piece.line]
    let (start, end) = (flight.place(at: piece.stretch.lowerBound), flight.place(at: piece.stretch.upperBound))
    let cost = run(piece.line, piece.stretch)
    let profile = flight.profile.piece(
      from: piece.stretch.lowerBound,
      to: piece.stretch.upperBound,
      start: start,
      end: end
    )
    return FlightLeg(
      line: SurveyLine(
        start: LocalPoint(start),
        end: LocalPoint(end),
        captureCount: piece.captures.count,
        photoDistance: flight.line.photoDistance,
        polygon: flight.line.polygon
      ),
      path: profile.path.map(LocalPoint.init),
      altitudes: profile.heights.map(Length.meters),
      speed: flight.speed,
      duration: .bounded(seconds: cost.seconds),
      battery: .bounded(seconds: cost.battery)
    )
  }

  /// The survey of a stretch of a line.
  private func run(_ line: Int, _ stretch: ClosedRange<Double>) -> Cost {
    let seconds = clock.seconds(for: stretch.upperBound - stretch.lowerBound, at: flights[line].speed)
    let inner = flights[line].profile.distances.count {
      $0 > stretch.lowerBound + 1e-6 && $0 < stretch.upperBound - 1e-6
    }
    return Cost(seconds: seconds, battery: seconds * flights[line].drain, points: inner + 1)
  }

  /// The time to rise to the first way and to come down from the last.
  private func vertical(_ out: FlightLeg, _ back: FlightLeg) -> Double {
    let top = max(0, out.altitudes.first?.meters ?? heights.heightAtHome)
    let end = max(0, back.altitudes.last?.meters ?? heights.heightAtHome)
    return top / dynamics.climbSpeed.metersPerSecond + end / dynamics.descentSpeed.metersPerSecond
  }
}
