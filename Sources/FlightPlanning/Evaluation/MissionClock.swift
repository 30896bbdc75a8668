import FieldGeometry
import Quantities

/// How long somebody's mission takes in the wind, and what it takes of the battery.
struct MissionClock {
  let drone: Drone
  let dynamics: FlightDynamics
  let wind: Wind

  /// The cosine of the most that a way turns where it is flown through, 1 degree.
  private static let straightOn = 0.99985

  /// The speed over the ground on the way to the next point: the one the mission asks for, or what the wind leaves.
  ///
  /// - Returns: the speed; nil where the wind is too strong for the drone.
  func groundSpeed(from start: FlownPoint, to end: FlownPoint) -> Speed? {
    guard wind.speed > .zero, start.place.distance(to: end.place) > .zero else { return start.speed }
    let bearing = start.place.bearing(to: end.place)
    let highest = max(drone.maximumSpeed, start.speed)
    guard let possible = wind.groundSpeed(airspeed: highest, bearing: bearing),
      possible >= min(LegClock.slowest, start.speed)
    else { return nil }
    let slowest = wind.groundSpeed(airspeed: drone.lowestPlannedSpeed, bearing: bearing) ?? .zero
    return max(slowest, min(start.speed, possible))
  }

  /// The time in the air from stop to stop, with climb and descent, and the maker's flight time that it takes.
  ///
  /// A point where the way goes straight on at the same speed, with or without pictures as before, is flown through,
  /// unless the mission stops there. Where the wind is too strong the times are those without it.
  func time(of points: [FlownPoint]) -> (air: Duration, battery: Duration) {
    var (seconds, battery) = (0.0, 0.0)
    var run = (length: Length.zero, level: 0.0)
    for (index, (start, end)) in zip(points, points.dropFirst()).enumerated() {
      let length = start.place.distance(to: end.place)
      let rise = (end.altitude - start.altitude).meters
      let climb = rise > 0 ? dynamics.climbSpeed : dynamics.descentSpeed
      let possible = groundSpeed(from: start, to: end)
      let speed = possible ?? start.speed
      run.length = run.length + length
      run.level += max((length / speed).inSeconds, rise.magnitude / climb.metersPerSecond)
      if let next = points.dropFirst(index + 2).first, !end.stops, end.speed == start.speed,
        end.pictures == start.pictures
      {
        let (before, after) = (Vector(end.place) - Vector(start.place), Vector(next.place) - Vector(end.place))
        if before.dot(after) > Self.straightOn * before.length * after.length { continue }
      }
      let taken = max(dynamics.time(for: run.length, at: speed).inSeconds, run.level)
      seconds += taken
      battery += taken * (possible.map { drain(at: $0, from: start, to: end) } ?? 1)
      run = (.zero, 0)
    }
    let climb = (points.first?.altitude ?? .zero) / dynamics.climbSpeed
    let descent = (points.last?.altitude ?? .zero) / dynamics.descentSpeed
    return (.bounded(seconds: seconds) + climb + descent, .bounded(seconds: battery) + climb + descent)
  }

  private func drain(at speed: Speed, from start: FlownPoint, to end: FlownPoint) -> Double {
    guard start.place.distance(to: end.place) > .zero else { return 1 }
    return drone.batteryDrain(airspeed: wind.airspeed(groundSpeed: speed, bearing: start.place.bearing(to: end.place)))
  }

  /// What the wind does to a mission.
  func windLimits(_ flights: [[FlownPoint]]) -> [PlanLimit] {
    guard wind.speed > .zero else { return [] }
    let legs = flights.flatMap { zip($0, $0.dropFirst()) }
    if let (start, end) = legs.first(where: { groundSpeed(from: $0.0, to: $0.1) == nil }) {
      let bearing = start.place.bearing(to: end.place)
      let error = FlightPlanningError.windTooStrong(
        wind: wind.speed,
        cross: wind.across(bearing),
        head: -wind.along(bearing),
        drone: drone.id,
        maximum: drone.maximumSpeed
      )
      return [PlanLimit(.wind, .error, "\(error)")]
    }
    let changed = legs.compactMap { start, end in
      groundSpeed(from: start, to: end).flatMap { abs($0 / start.speed - 1) > 1e-6 ? $0 : nil }
    }
    guard let least = changed.min(), let most = changed.max() else { return [] }
    return [
      PlanLimit(
        .wind,
        .warning,
        """
        The wind changes the speed of \(changed.count) of \(legs.count) legs, to \
        \(Figure.text(least.metersPerSecond, 2)) to \(Figure.text(most.metersPerSecond, 2)) m/s over the ground; the \
        flight time counts it.
        """
      )
    ]
  }
}
