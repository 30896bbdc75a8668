public import Quantities

/// The speeds that blur, shutter and drone allow at a ground sampling distance.
public struct SpeedLimits: Sendable, Hashable {
  /// The speed at which the blur reaches its limit: b · g / t.
  public let blur: Speed

  /// The speed at which pictures follow each other at the shortest interval: length · (1 − frontlap) / t; nil where the
  /// interval is not known.
  public let interval: Speed?

  /// The drone's highest survey speed.
  public let drone: Speed

  /// Counts the limits.
  public init(of drone: Drone, gsd: GroundSamplingDistance, conditions: FlightConditions) {
    blur = .metersPerSecond(
      conditions.blurLimitInPixels * gsd.metersPerPixel / conditions.exposure.inSeconds
    )
    let advance = drone.camera.groundLength(at: gsd) * conditions.frontlap.advance
    interval = drone.camera.shortestInterval.map { advance / $0 }
    self.drone = drone.maximumSpeed
  }

  /// The highest speed that keeps to all of them.
  public var lowest: Speed { min(blur, interval ?? drone, drone) }

  /// What sets the highest speed, for a sentence.
  public var bindingReason: String {
    if lowest == drone { return "the drone's highest survey speed" }
    return lowest == blur ? "motion blur" : "the camera's shortest photo interval"
  }
}
