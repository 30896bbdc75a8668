package import Quantities

/// The speed and ground sampling distance nearest to what was asked for that can be flown.
///
/// The speed is lowered first: it is the lower of what blur, shutter and drone allow. The ground sampling distance is
/// touched only where that does not help: finer where the altitude would be above the limit, coarser where wings would
/// have to fly too slowly.
package struct NearestFeasible: Sendable {
  /// The ground sampling distance that can be flown.
  package private(set) var gsd: GroundSamplingDistance

  /// The speed that can be flown; nil where none can.
  package private(set) var speed: Speed?

  /// What was changed, and why.
  package private(set) var adjustments: [PlanAdjustment] = []

  package init(drone: Drone, gsd asked: GroundSamplingDistance, conditions: FlightConditions) {
    gsd = asked
    let highest = drone.camera.groundSamplingDistance(at: conditions.maximumAltitude)
    if asked.metersPerPixel > highest.metersPerPixel * (1 + 1e-9) {
      change(
        to: highest,
        because:
          "The altitude must not be above \(Figure.text(conditions.maximumAltitude.meters, 1)) m over the ground."
      )
    }
    var limits = SpeedLimits(of: drone, gsd: gsd, conditions: conditions)
    let lowest = drone.lowestPlannedSpeed
    if limits.lowest < lowest {
      // Both speeds grow with the pixel's length on the ground, so the ratio says how much longer it must be.
      let needed = gsd * (lowest / limits.lowest)
      guard needed.metersPerPixel <= highest.metersPerPixel else { return }
      change(
        to: needed,
        because: """
          Wings cannot fly as slowly as \(Figure.text(limits.lowest.metersPerSecond, 2)) m/s, which \
          \(limits.bindingReason) would ask for.
          """
      )
      limits = SpeedLimits(of: drone, gsd: gsd, conditions: conditions)
    }
    let flown = max(limits.lowest, lowest)
    speed = flown
    if flown.metersPerSecond < drone.maximumSpeed.metersPerSecond * (1 - 1e-12) {
      adjustments.append(
        PlanAdjustment(
          "speed_m_per_s",
          from: drone.maximumSpeed.metersPerSecond,
          to: flown.metersPerSecond,
          reason: "The speed is limited by \(limits.bindingReason)."
        )
      )
    }
  }

  private mutating func change(to new: GroundSamplingDistance, because reason: String) {
    adjustments.append(
      PlanAdjustment("gsd_cm_per_px", from: gsd.centimetersPerPixel, to: new.centimetersPerPixel, reason: reason)
    )
    gsd = new
  }
}
