public import Quantities

/// One flight: from the take-off over lines back to the landing, on one battery.
public struct Sortie: Sendable, Hashable {
  /// The legs in the order flown; the first leads from the take-off point, the last back to it.
  public let legs: [FlightLeg]

  /// The time in the air: legs, climb and descent.
  public let duration: Duration

  /// How much of the maker's flight time it takes.
  public let battery: Duration

  /// The drone that flies it, counted from 0.
  public let drone: Int

  /// The lines surveyed.
  public var lines: [SurveyLine] { legs.compactMap(\.line) }

  /// The pictures taken.
  public var imageCount: Int { legs.reduce(0) { $0 + ($1.line?.captureCount ?? 0) } }

  /// The points of the path, take-off and landing among them.
  public var waypointCount: Int { legs.reduce(1) { $0 + max(0, $1.path.count - 1) } }

  /// The length of the path over the ground.
  public var pathLength: Length { legs.reduce(.zero) { $0 + $1.length } }

  /// Makes a sortie.
  package init(legs: [FlightLeg], duration: Duration, battery: Duration, drone: Int = 0) {
    self.legs = legs
    self.duration = duration
    self.battery = battery
    self.drone = drone
  }
}
