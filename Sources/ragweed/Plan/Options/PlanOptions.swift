import ArgumentParser
import FlightPlanning

/// The options of `plan`, in groups; each may stand in a mission file, too.
struct PlanOptions: ParsableArguments {
  @OptionGroup(title: "What to show") var target: TargetOptions
  @OptionGroup(title: "What to show") var overlaps: OverlapOptions
  @OptionGroup(title: "Drone") var drone: DroneOptions
  @OptionGroup(title: "Limits") var conditions: ConditionOptions
  @OptionGroup(title: "Lines") var layout: LayoutOptions
  @OptionGroup(title: "Ground and wind") var ground: GroundOptions
  @OptionGroup(title: "Ground and wind") var heights: HeightOptions
  @OptionGroup(title: "Ground and wind") var wind: WindOptions
  @OptionGroup(title: "A line, or parts of the field") var parts: PartOptions
  @OptionGroup(title: "Batteries, days and cost") var logistics: LogisticsOptions
  @OptionGroup(title: "Batteries, days and cost") var cost: CostOptions
  @OptionGroup(title: "Results") var output: PlanOutputOptions

  func validate() throws {
    guard parts.corridor == nil || (parts.areNone && layout.bearing == nil) else {
      let error = CommandError.notTogether(
        "--corridor",
        "--angle, --sample, --revisit and --flown",
        why: "its lines run along the line of the file"
      )
      throw ValidationError("\(error)")
    }
  }

  /// Refuses what has no effect without another option.
  ///
  /// It is no validation: what an option needs may stand in the mission file.
  func checkUses() throws {
    try parts.checkUses()
    try output.checkUses()
    try logistics.checkUses()
  }

  /// What is wanted, whatever the field.
  ///
  /// - Throws: `CommandError` where drone or target are missing, `FlightPlanningError` where the drone is not known.
  func request() throws -> SurveyRequest {
    guard let named = try drone.named() else {
      throw CommandError.missingOption(what: "a drone", remedy: "Name one with --drone; 'ragweed drones' lists all.")
    }
    var request = try SurveyRequest(drone: named, target: target.target())
    conditions.apply(to: &request.conditions)
    overlaps.apply(to: &request.conditions)
    ground.apply(to: &request.conditions)
    drone.apply(to: &request.dynamics)
    wind.apply(to: &request.dynamics)
    if let wind = wind.wind { request.wind = wind }
    request.speed = target.speed
    request.takeoff = ground.takeoff
    layout.apply(to: &request)
    try heights.apply(to: &request, hasTerrain: ground.terrain != nil)
    logistics.apply(to: &request.logistics)
    request.mostWaypoints = logistics.maxWaypoints
    cost.apply(to: &request)
    return request
  }
}

extension PlanOptions {
  /// The options of a mission file that an option of the user's takes the place of, besides the one of its name.
  ///
  /// Of those that exclude each other the user's counts, and what belongs to the other goes with it.
  static let displaced: [String: [String]] = [
    "gsd": ["altitude", "plant-area"],
    "altitude": ["gsd", "plant-area"],
    "plant-area": ["gsd", "altitude"],
    "sample": ["revisit", "revisit-margin", "revisit-class", "flown"],
    "revisit": ["sample", "plot-size", "transects", "sample-seed", "flown"],
    "flown": ["sample", "plot-size", "transects", "sample-seed", "revisit", "revisit-margin", "revisit-class"],
    "transects": ["plot-size"],
    "no-transects": ["sample-seed"],
  ]
}
