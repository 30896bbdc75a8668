import Quantities

/// The time for ways without pictures in calm air, each straight piece from stop to stop.
struct TransitTimes: Sendable {
  private let dynamics: FlightDynamics
  private let speed: Double
  /// The speed on long ways.
  let transitSpeed: Speed
  private let longFrom: Double

  init(dynamics: FlightDynamics, speed: Speed, transitSpeed: Speed) {
    self.dynamics = dynamics
    self.speed = speed.metersPerSecond
    self.transitSpeed = transitSpeed
    longFrom = dynamics.transitSpeedFrom.meters
  }

  /// The time for a length in metres, in seconds.
  func seconds(_ length: Double) -> Double {
    dynamics.seconds(for: length, at: length >= longFrom ? transitSpeed.metersPerSecond : speed)
  }

  /// The least time in which any way between places so far apart, in metres, can be flown.
  func leastSeconds(_ length: Double) -> Double { length / max(speed, transitSpeed.metersPerSecond) }
}
