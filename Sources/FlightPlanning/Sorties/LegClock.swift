import Quantities

/// The speed over the ground, the time and the battery that straight pieces take in wind.
struct LegClock: Sendable {
  private let dynamics: FlightDynamics
  private let wind: Wind
  private let drone: Drone
  /// The highest speed over the ground at which pictures are sharp and in time.
  private let pictureLimit: Speed

  /// The slowest way over the ground that is still flying and not standing in the wind.
  static let slowest = Speed.metersPerSecond(0.5)

  init(_ request: SurveyRequest, design: SurveyDesign) {
    dynamics = request.dynamics
    wind = request.wind
    drone = request.drone
    let limits = SpeedLimits(of: request.drone, gsd: design.gsd, conditions: request.conditions)
    pictureLimit = min(limits.blur, limits.interval ?? limits.blur)
  }

  /// The speed over the ground along a direction: the one wanted, or what the wind leaves of the drone's highest.
  ///
  /// Wings cannot slow down below their lowest speed through the air: with the wind from behind they are faster over the
  /// ground than wanted, and pictures may suffer.
  ///
  /// - Throws: `FlightPlanningError` where the wind is too strong.
  func groundSpeed(wanted: Speed, bearing: Angle, takesPictures: Bool) throws -> Speed {
    guard wind.speed > .zero else { return wanted }
    let highest = drone.maximumSpeed
    guard let possible = wind.groundSpeed(airspeed: highest, bearing: bearing), possible >= min(Self.slowest, wanted)
    else {
      throw FlightPlanningError.windTooStrong(
        wind: wind.speed,
        cross: wind.across(bearing),
        head: -wind.along(bearing),
        drone: drone.id,
        maximum: drone.maximumSpeed
      )
    }
    let chosen = min(wanted, possible)
    // An airspeed below the wings' lowest can also mean flying slower against the wind; then they must fly faster.
    guard let slowest = wind.groundSpeed(airspeed: drone.lowestPlannedSpeed, bearing: bearing),
      chosen < slowest * (1 - 1e-9)
    else { return chosen }
    guard !takesPictures || slowest <= pictureLimit else {
      throw FlightPlanningError.tailWindTooFast(drone: drone.id, ground: slowest, limit: pictureLimit)
    }
    return slowest
  }

  /// The time of a straight piece from stop to stop.
  func seconds(for length: Double, at speed: Speed) -> Double {
    dynamics.seconds(for: length, at: speed.metersPerSecond)
  }

  /// How many seconds of the maker's flight time a second takes along a direction.
  func drain(at speed: Speed, bearing: Angle) -> Double {
    drone.batteryDrain(airspeed: wind.airspeed(groundSpeed: speed, bearing: bearing))
  }
}
