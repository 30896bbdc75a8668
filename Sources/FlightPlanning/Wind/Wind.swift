import Foundation
public import Quantities

/// A steady wind over the whole survey.
public struct Wind: Sendable, Hashable {
  /// How fast the air moves over the ground.
  public let speed: Speed

  /// The direction from which it blows, clockwise from north.
  public let from: Angle

  /// No wind.
  public static let calm = Wind(unchecked: .zero, from: .zero)

  private init(unchecked speed: Speed, from: Angle) {
    self.speed = speed
    self.from = from
  }

  /// Makes a wind.
  ///
  /// - Throws: `FlightPlanningError.implausible` where the speed is below zero or above 60 m/s, more than a hurricane.
  public init(speed: Speed, from: Angle) throws {
    guard speed >= .zero, speed.metersPerSecond <= 60, from.degrees.isFinite else {
      throw FlightPlanningError.implausible(
        quantity: "wind speed",
        value: "\(speed.metersPerSecond) m/s",
        from: "0 m/s",
        to: "60 m/s"
      )
    }
    self.init(unchecked: speed, from: from)
  }

  /// Reads a text such as `5m/s@270deg`: the speed, and the direction from which it blows.
  ///
  /// - Throws: `FlightPlanningError.notAWind` or `QuantityError` where the text is none.
  public init(parsing text: String) throws {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2 else { throw FlightPlanningError.notAWind(text: text) }
    try self.init(speed: Speed(parsing: String(parts[0])), from: Angle(parsing: String(parts[1])))
  }

  /// The wind seen from a plane that is turned.
  func turned(by angle: Angle) -> Wind { Wind(unchecked: speed, from: from + angle) }

  /// How much of the wind blows along a direction: positive from behind, negative from ahead.
  public func along(_ bearing: Angle) -> Speed { speed * -cos(from.radians - bearing.radians) }

  /// How much of the wind blows across a direction, without its sign.
  public func across(_ bearing: Angle) -> Speed { speed * abs(sin(from.radians - bearing.radians)) }

  /// The speed over the ground along a direction at a speed through the air.
  ///
  /// The wind triangle, √(v_air² − w_cross²) + w_along, as flight planning has always used it.
  ///
  /// - Returns: the speed; nil where the cross wind is as fast as the drone, or the head wind leaves nothing.
  public func groundSpeed(airspeed: Speed, bearing: Angle) -> Speed? {
    let (air, cross) = (airspeed.metersPerSecond, across(bearing).metersPerSecond)
    guard air > cross else { return nil }
    let ground = (air * air - cross * cross).squareRoot() + along(bearing).metersPerSecond
    return ground > 0 ? .metersPerSecond(ground) : nil
  }

  /// The most that wings of a speed through the air turn into the wind, whatever the direction: asin(w / v).
  ///
  /// On a line the angle is asin(w_cross / v_air), the wind correction angle of the wind triangle; a wind straight from the
  /// side is the worst.
  public func greatestCrabAngle(airspeed: Speed) -> Angle {
    airspeed > .zero ? .radians(asin(min(1, speed / airspeed))) : .zero
  }

  /// The speed through the air that a speed over the ground along a direction takes.
  public func airspeed(groundSpeed: Speed, bearing: Angle) -> Speed {
    let ahead = groundSpeed.metersPerSecond - along(bearing).metersPerSecond
    let cross = across(bearing).metersPerSecond
    return .metersPerSecond((ahead * ahead + cross * cross).squareRoot())
  }
}
