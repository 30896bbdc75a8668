public import Quantities

/// How a drone speeds up, slows down and climbs: the model behind every flight time.
///
/// Each straight piece starts and ends at a stop. An acceleration of 2.5 m/s² reproduces the durations that DJI's own
/// missions state within -4.7 and +2.8 per cent for six of seven folders; length by speed alone is 10 to 55 per cent short.
public struct FlightDynamics: Sendable, Hashable {
  /// The acceleration and deceleration; 2.5 m/s² unless stated.
  public var acceleration: Acceleration = .metersPerSecondSquared(2.5)

  /// The speed upwards; 3 m/s unless stated, an assumption.
  public var climbSpeed: Speed = .metersPerSecond(3)

  /// The speed downwards; 2 m/s unless stated, an assumption.
  public var descentSpeed: Speed = .metersPerSecond(2)

  /// The highest speed on ways without pictures; 10 m/s unless stated, an assumption.
  public var transitSpeed: Speed = .metersPerSecond(10)

  /// The length from which a way without pictures is flown at the transit speed instead of the survey speed; 50 m unless
  /// stated, an assumption.
  public var transitSpeedFrom: Length = .meters(50)

  /// The part of the maker's flight time that a plan uses; 0.8 unless stated: 20 per cent stay in reserve.
  public var usableBatteryShare = 0.8

  /// The dynamics of a drone of which nothing else is known.
  public init() {}

  /// Refuses dynamics under which nothing moves.
  ///
  /// - Throws: `FlightPlanningError` where an acceleration or a speed is not above zero, or the usable part of the battery
  ///   is not above 0 and up to 1.
  package func check() throws {
    let figures = [
      ("acceleration", acceleration.siValue), ("climb speed", climbSpeed.siValue),
      ("descent speed", descentSpeed.siValue), ("transit speed", transitSpeed.siValue),
    ]
    for (name, value) in figures where !(value > 1e-3 && value < 1e3) {
      throw FlightPlanningError.notPositive(quantity: name)
    }
    guard usableBatteryShare > 0, usableBatteryShare <= 1 else {
      throw FlightPlanningError.batteryShareOutOfRange(percent: usableBatteryShare * 100)
    }
  }

  /// The time for a straight piece from stop to stop.
  public func time(for length: Length, at speed: Speed) -> Duration {
    .bounded(seconds: seconds(for: length.meters, at: speed.metersPerSecond))
  }

  package func seconds(for length: Double, at speed: Double) -> Double {
    let acceleration = acceleration.metersPerSecondSquared
    guard length > 0 else { return 0 }
    // Too short to reach the speed: half of it speeding up, half slowing down.
    guard length > speed * speed / acceleration else { return 2 * (length / acceleration).squareRoot() }
    return length / speed + speed / acceleration
  }
}
