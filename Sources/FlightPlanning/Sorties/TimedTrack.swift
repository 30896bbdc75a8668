import FieldGeometry
import Quantities

/// Where a drone is at which time of its sortie, on straight pieces, as long as it is in the air.
struct TimedTrack {
  private struct Point {
    var time: Double
    var place: Vector
    var altitude: Double
  }

  private var points: [Point] = []

  /// Below this altitude over the take-off a drone takes off or lands, in metres.
  private static let ground = 2.0

  /// The times from which to which it is in the air, from the start of the sortie, in seconds.
  var span: ClosedRange<Double> {
    let first = points.first?.time ?? 0
    return first...max(first, points.last?.time ?? 0)
  }

  /// Follows a sortie, each leg in the time that the plan counts for it.
  init(_ sortie: Sortie, dynamics: FlightDynamics) {
    guard let first = sortie.legs.first, let home = first.path.first else { return }
    let top = max(Self.ground, first.altitudes.first?.meters ?? 0)
    let climb = dynamics.climbSpeed.metersPerSecond
    points.append(Point(time: Self.ground / climb, place: Vector(home), altitude: Self.ground))
    var time = top / climb
    points.append(Point(time: time, place: Vector(home), altitude: top))
    for leg in sortie.legs { time = follow(leg, from: time, dynamics: dynamics) }
    guard let last = points.last else { return }
    let fall = max(0, last.altitude - Self.ground) / dynamics.descentSpeed.metersPerSecond
    points.append(Point(time: time + fall, place: last.place, altitude: min(last.altitude, Self.ground)))
  }

  private mutating func follow(_ leg: FlightLeg, from start: Double, dynamics: FlightDynamics) -> Double {
    let corners = Array(zip(leg.path.map(Vector.init), leg.altitudes.map(\.meters)))
    let times = zip(corners, corners.dropFirst()).map { from, to in
      let rise = to.1 - from.1
      return max(
        dynamics.seconds(for: (to.0 - from.0).length, at: leg.speed.metersPerSecond),
        abs(rise) / (rise > 0 ? dynamics.climbSpeed : dynamics.descentSpeed).metersPerSecond
      )
    }
    let sum = times.reduce(0, +)
    let scale = sum > 0 ? leg.duration.inSeconds / sum : 0
    var time = start
    for (taken, corner) in zip(times, corners.dropFirst()) {
      time += taken * scale
      points.append(Point(time: time, place: corner.0, altitude: corner.1))
    }
    return start + leg.duration.inSeconds
  }

  /// The least distance to another drone while both are in the air.
  ///
  /// - Parameters:
  ///   - other: what the other flies.
  ///   - delay: how much later the other starts, in seconds.
  ///   - enough: a distance below which nothing nearer has to be found.
  /// - Returns: the distance in metres and its time, from the start of this sortie; nil where they never fly together.
  func nearest(to other: TimedTrack, delay: Double, enough: Double = 0) -> (distance: Double, time: Double)? {
    let from = max(span.lowerBound, other.span.lowerBound + delay)
    let to = min(span.upperBound, other.span.upperBound + delay)
    guard from < to else { return nil }
    var best: (distance: Double, time: Double)?
    var (here, there) = (index(at: from), other.index(at: from - delay))
    var time = from
    while time < to {
      let end = min(to, points[here + 1].time, other.points[there + 1].time + delay)
      if end > time {
        let (start, stop) = (offset(time, here, other, there, delay), offset(end, here, other, there, delay))
        let (distance, part) = Self.leastLength(from: start, to: stop)
        if distance < best?.distance ?? .infinity { best = (distance, time + (end - time) * part) }
        if distance < enough { return best }
      }
      time = end
      if points[here + 1].time <= time, here + 2 < points.count { here += 1 }
      if other.points[there + 1].time + delay <= time, there + 2 < other.points.count { there += 1 }
      if end >= to { break }
    }
    return best
  }

  /// The piece that is flown at a time.
  private func index(at time: Double) -> Int {
    let next = points.firstIndex { $0.time > time } ?? points.count - 1
    return max(0, min(next - 1, points.count - 2))
  }

  private func position(_ time: Double, _ index: Int) -> (place: Vector, altitude: Double) {
    let (start, end) = (points[index], points[index + 1])
    let part = end.time > start.time ? min(1, max(0, (time - start.time) / (end.time - start.time))) : 1
    return (start.place + (end.place - start.place) * part, start.altitude + (end.altitude - start.altitude) * part)
  }

  private func offset(_ time: Double, _ here: Int, _ other: TimedTrack, _ there: Int, _ delay: Double)
    -> (place: Vector, altitude: Double)
  {
    let (own, its) = (position(time, here), other.position(time - delay, there))
    return (its.place - own.place, its.altitude - own.altitude)
  }

  /// The least length of an offset that changes evenly, and where.
  private static func leastLength(
    from start: (place: Vector, altitude: Double),
    to end: (place: Vector, altitude: Double)
  ) -> (length: Double, part: Double) {
    let (way, rise) = (end.place - start.place, end.altitude - start.altitude)
    let square = way.dot(way) + rise * rise
    let part = square > 0 ? min(1, max(0, -(start.place.dot(way) + start.altitude * rise) / square)) : 0
    let (place, altitude) = (start.place + way * part, start.altitude + rise * part)
    return ((place.dot(place) + altitude * altitude).squareRoot(), part)
  }
}
