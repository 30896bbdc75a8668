package import Quantities

/// The check of a speed and a ground sampling distance against everything that limits them.
package enum LimitCheck {
  /// What stands against flying at a speed and a ground sampling distance, or is to be watched.
  package static func limits(
    of drone: Drone,
    gsd: GroundSamplingDistance,
    speed: Speed,
    conditions: FlightConditions
  ) -> [PlanLimit] {
    interval(drone, gsd, speed, conditions) + blur(gsd, speed, conditions)
      + altitude(drone.camera.altitude(for: gsd), conditions) + wing(drone, speed)
  }

  /// A comparison that lets a value at its limit pass, whatever the last bit says.
  private static func exceeds(_ value: Double, _ limit: Double) -> Bool { value > limit * (1 + 1e-9) }

  private static func interval(
    _ drone: Drone,
    _ gsd: GroundSamplingDistance,
    _ speed: Speed,
    _ conditions: FlightConditions
  ) -> [PlanLimit] {
    let advance = drone.camera.groundLength(at: gsd) * conditions.frontlap.advance
    let needed = speed.metersPerSecond / advance.meters
    guard let shortest = drone.camera.shortestInterval else {
      return [
        PlanLimit(
          .shutterIntervalUnknown,
          .warning,
          """
          \(Figure.text(needed, 2)) pictures per second are needed; the shortest photo interval of \
          \(drone.camera.name) is not known and was not checked.
          """
        )
      ]
    }
    let allowed = 1 / shortest.inSeconds
    guard exceeds(needed, allowed) else { return [] }
    return [
      PlanLimit(
        .shutterInterval,
        .error,
        """
        \(Figure.text(needed, 2)) pictures per second are needed, but \(drone.camera.name) takes one in \
        \(Figure.text(shortest.inSeconds, 2)) s (\(Figure.text(allowed, 2)) per second): at most \
        \(Figure.text((advance / shortest).metersPerSecond, 2)) m/s.
        """
      )
    ]
  }

  private static func blur(
    _ gsd: GroundSamplingDistance,
    _ speed: Speed,
    _ conditions: FlightConditions
  ) -> [PlanLimit] {
    let pixels = speed.metersPerSecond * conditions.exposure.inSeconds / gsd.metersPerPixel
    let text = """
      The motion blur is \(Figure.text(pixels, 2)) px at \(Figure.text(speed.metersPerSecond, 2)) m/s and an exposure \
      of 1/\(Figure.text(1 / conditions.exposure.inSeconds, 0)) s
      """
    if exceeds(pixels, conditions.blurLimitInPixels) {
      let allowed = conditions.blurLimitInPixels * gsd.metersPerPixel / conditions.exposure.inSeconds
      return [
        PlanLimit(
          .motionBlur,
          .error,
          "\(text); the limit is \(Figure.text(conditions.blurLimitInPixels, 2)) px: at most \(Figure.text(allowed, 2)) m/s."
        )
      ]
    }
    guard exceeds(pixels, conditions.blurWarningInPixels) else { return [] }
    return [
      PlanLimit(
        .motionBlur,
        .warning,
        "\(text), above \(Figure.text(conditions.blurWarningInPixels, 2)) px but within the limit."
      )
    ]
  }

  private static func altitude(_ altitude: Length, _ conditions: FlightConditions) -> [PlanLimit] {
    if exceeds(altitude.meters, conditions.maximumAltitude.meters) {
      return [
        PlanLimit(
          .heightLaw,
          .error,
          """
          The altitude of \(Figure.text(altitude.meters, 2)) m is above the limit of \
          \(Figure.text(conditions.maximumAltitude.meters, 1)) m over the ground.
          """
        )
      ]
    }
    if exceeds(altitude.meters, conditions.maximumAltitude.meters * 0.9) {
      let left = conditions.maximumAltitude - altitude
      return [
        PlanLimit(
          .heightLaw,
          .warning,
          """
          The altitude of \(Figure.text(altitude.meters, 2)) m leaves \(Figure.text(left.meters, 2)) m to the limit of \
          \(Figure.text(conditions.maximumAltitude.meters, 1)) m: ground that falls away by more breaks it.
          """
        )
      ]
    }
    guard altitude < conditions.minimumAltitude else { return [] }
    return [
      PlanLimit(
        .lowAltitude,
        .warning,
        """
        The altitude of \(Figure.text(altitude.meters, 2)) m is below \
        \(Figure.text(conditions.minimumAltitude.meters, 1)) m: the tallest ragweed reaches 2.5 m.
        """
      )
    ]
  }

  private static func wing(_ drone: Drone, _ speed: Speed) -> [PlanLimit] {
    let lowest = drone.lowestPlannedSpeed
    guard exceeds(lowest.metersPerSecond, speed.metersPerSecond) else { return [] }
    return [
      PlanLimit(
        .minimumSpeed,
        .error,
        """
        \(Figure.text(speed.metersPerSecond, 2)) m/s is below \(Figure.text(lowest.metersPerSecond, 2)) m/s, the \
        lowest speed planned for the wings of \(drone.name).
        """
      )
    ]
  }
}
