public import Quantities

/// One column of the seminar's table: the ideal figures, what stands against them, and the nearest plan that can be
/// flown.
public struct Scenario: Sendable, Hashable {
  /// The drone.
  public let drone: Drone

  /// The figures as the seminar counts them, at the drone's highest survey speed.
  public let ideal: Efficiency

  /// What stands against flying them.
  public let limits: [PlanLimit]

  /// The same figures for the nearest plan that can be flown; nil where there is none.
  public let feasible: Efficiency?

  /// What remains to watch in the plan that can be flown.
  public let feasibleLimits: [PlanLimit]

  /// What that plan does otherwise, and why.
  public let adjustments: [PlanAdjustment]

  /// Counts for a drone.
  ///
  /// - Throws: `FlightPlanningError.notPositive` where the ground sampling distance is not above zero.
  public init(
    drone: Drone,
    gsd: GroundSamplingDistance,
    conditions: FlightConditions = FlightConditions(),
    manual: ManualSurvey = .backSolved
  ) throws {
    try conditions.check()
    self.drone = drone
    ideal = try Efficiency(
      of: drone,
      gsd: gsd,
      speed: drone.maximumSpeed,
      frontlap: conditions.frontlap,
      sidelap: conditions.sidelap,
      manual: manual
    )
    limits = LimitCheck.limits(of: drone, gsd: gsd, speed: drone.maximumSpeed, conditions: conditions)
    let nearest = NearestFeasible(drone: drone, gsd: gsd, conditions: conditions)
    adjustments = nearest.adjustments
    guard let speed = nearest.speed else {
      feasible = nil
      feasibleLimits = []
      return
    }
    feasible = try Efficiency(
      of: drone,
      gsd: nearest.gsd,
      speed: speed,
      frontlap: conditions.frontlap,
      sidelap: conditions.sidelap,
      manual: manual
    )
    feasibleLimits = LimitCheck.limits(of: drone, gsd: nearest.gsd, speed: speed, conditions: conditions)
  }
}
