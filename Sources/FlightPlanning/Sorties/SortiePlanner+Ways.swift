import FieldGeometry
import Quantities

/// The ways without pictures: out, between lines and home.
extension SortiePlanner {
  mutating func wayOut(to piece: LinePiece, raise: Double) throws -> FlightLeg {
    let flight = flights[piece.line]
    let start = piece.stretch.lowerBound
    let key = HomeWay(line: piece.line, place: start, raise: raise, isOut: true)
    if let way = known[key] { return way }
    let lead = lead(into: piece)
    let way = try way(
      router.path(from: home, in: nil, to: lead[0], in: flight.line.polygon) + lead.dropFirst(),
      from: heights.heightAtHome,
      to: flight.profile.height(at: start),
      raise: raise,
      endsAtHome: .first
    )
    known[key] = way
    return way
  }

  mutating func wayHome(from piece: LinePiece, raise: Double) throws -> FlightLeg {
    let flight = flights[piece.line]
    let end = piece.stretch.upperBound
    let key = HomeWay(line: piece.line, place: end, raise: raise, isOut: false)
    if let way = known[key] { return way }
    let lead = lead(outOf: piece)
    let way = try way(
      lead.dropLast() + router.path(from: lead[lead.count - 1], in: flight.line.polygon, to: home, in: nil),
      from: flight.profile.height(at: end),
      to: heights.heightAtHome,
      raise: raise,
      endsAtHome: .last
    )
    known[key] = way
    return way
  }

  mutating func way(from piece: LinePiece, to next: LinePiece, raise: Double) throws -> FlightLeg {
    let (flight, other) = (flights[piece.line], flights[next.line])
    let (end, start) = (piece.stretch.upperBound, next.stretch.lowerBound)
    let (out, into) = (lead(outOf: piece), lead(into: next))
    return try way(
      out.dropLast()
        + router.path(from: out[out.count - 1], in: flight.line.polygon, to: into[0], in: other.line.polygon)
        + into.dropFirst(),
      from: flight.profile.height(at: end),
      to: other.profile.height(at: start),
      raise: levels.raisesWaysBetween ? raise : 0,
      endsAtHome: .neither
    )
  }

  /// The place from which a piece of a line is approached in its direction, and its start; one place without turnaround.
  private func lead(into piece: LinePiece) -> [Vector] {
    let flight = flights[piece.line]
    let start = flight.place(at: piece.stretch.lowerBound)
    return lead(from: start, along: Vector(flight.line.start) - Vector(flight.line.end)).reversed()
  }

  /// The end of a piece of a line, and the place to which it is left in its direction.
  private func lead(outOf piece: LinePiece) -> [Vector] {
    let flight = flights[piece.line]
    let end = flight.place(at: piece.stretch.upperBound)
    return lead(from: end, along: Vector(flight.line.end) - Vector(flight.line.start))
  }

  private func lead(from place: Vector, along way: Vector) -> [Vector] {
    guard turnaround > 0, way.length > 0 else { return [place] }
    let lead = router.lead(from: place, way * (turnaround / way.length))
    return lead == place ? [place] : [place, lead]
  }

  /// Which end of a way is the take-off.
  private enum HomeEnd {
    case first, last, neither
  }

  /// A way over corners, at the speed that wind and climb allow on its slowest part.
  ///
  /// Where it is raised it begins and ends with a climb and a descent on the spot, but not at the take-off, which counts those.
  private func way(
    _ corners: [Vector],
    from start: Double,
    to end: Double,
    raise wanted: Double,
    endsAtHome home: HomeEnd
  ) throws -> FlightLeg {
    let pieces = zip(corners, corners.dropFirst()).map { ($0, $1) }
    let length = pieces.reduce(0) { $0 + ($1.1 - $1.0).length }
    let isLong = length >= dynamics.transitSpeedFrom.meters
    let isRaised = wanted > 0 && (home == .neither ? isLong : length >= TransitLevels.shortestWay)
    let raise = isRaised ? wanted : 0
    let bearings = pieces.map { Angle.radians(Vector.direction(of: $0.1 - $0.0)) }
    var speed = isLong ? transitSpeed : surveySpeed
    let wantedSpeed = speed
    for bearing in bearings {
      speed = min(speed, try clock.groundSpeed(wanted: wantedSpeed, bearing: bearing, takesPictures: false))
    }
    let profile = try heights.profile(ofWay: corners, from: start, to: end, raise: raise, speed: speed)
    speed = min(speed, .metersPerSecond(profile.speedLimit))
    var cost = Cost()
    for (piece, bearing) in zip(pieces, bearings) {
      let seconds = clock.seconds(for: (piece.1 - piece.0).length, at: speed)
      cost.seconds += seconds
      cost.battery += seconds * clock.drain(at: speed, bearing: bearing)
    }
    var (path, altitudes) = (profile.path, profile.heights)
    if isRaised, home != .first, let first = corners.first {
      path.insert(first, at: 0)
      altitudes.insert(start, at: 0)
      cost.seconds += raise / dynamics.climbSpeed.metersPerSecond
      cost.battery += raise / dynamics.climbSpeed.metersPerSecond
    }
    if isRaised, home != .last, let last = corners.last {
      path.append(last)
      altitudes.append(end)
      cost.seconds += raise / dynamics.descentSpeed.metersPerSecond
      cost.battery += raise / dynamics.descentSpeed.metersPerSecond
    }
    return FlightLeg(
      line: nil,
      path: path.map(LocalPoint.init),
      altitudes: altitudes.map(Length.meters),
      speed: speed,
      duration: .bounded(seconds: cost.seconds),
      battery: .bounded(seconds: cost.battery)
    )
  }
}
