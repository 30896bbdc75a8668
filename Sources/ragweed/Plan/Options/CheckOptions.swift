import ArgumentParser
import FlightPlanning

/// The options of `check`, by which a mission is judged; each may stand in a mission file, too.
struct CheckOptions: ParsableArguments {
  @OptionGroup(title: "Drone") var drone: DroneOptions
  @OptionGroup(title: "Limits") var conditions: ConditionOptions
  @OptionGroup(title: "Ground and wind") var ground: GroundOptions
  @OptionGroup(title: "Ground and wind") var wind: WindOptions

  /// What a mission must keep to; how pictures overlap is measured, not asked for.
  var limits: FlightConditions {
    var limits = FlightConditions()
    conditions.apply(to: &limits)
    ground.apply(to: &limits)
    return limits
  }

  /// How the drone flies.
  var dynamics: FlightDynamics {
    var dynamics = FlightDynamics()
    drone.apply(to: &dynamics)
    wind.apply(to: &dynamics)
    return dynamics
  }
}
