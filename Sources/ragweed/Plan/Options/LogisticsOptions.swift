import ArgumentParser
import FlightPlanning
import Quantities

/// The options for batteries, drones and days.
struct LogisticsOptions: ParsableArguments {
  @Option(help: .value("number", "Charged batteries at hand (default: enough)."))
  var batteries: Int?

  @Option(
    help: .value("number", "Most waypoints of a sortie, with take-off and landing (default: what the drone takes).")
  )
  var maxWaypoints: Int?

  @Option(help: .value("number", "Drones that fly at the same time (default: 1)."))
  var drones: Int?

  @Option(
    help: .value("length", "Least distance between drones in the air (default: 10m).", isRare: true),
    transform: Length.init(parsing:)
  )
  var separation: Length?

  @Option(
    help: .value("time", "Time from landing to the next take-off (default: 3min).", isRare: true),
    transform: Duration.init(parsing:)
  )
  var batteryChange: Duration?

  @Option(
    help: .value("time", "Time on site that a day has (default: 8h).", isRare: true),
    transform: Duration.init(parsing:)
  )
  var workingDay: Duration?

  /// Refuses what has no effect without another option.
  func checkUses() throws {
    guard separation == nil || (drones ?? 1) > 1 else {
      throw ValidationError.noEffect("--separation", without: "--drones")
    }
  }

  /// Puts what was given over how the work is organised.
  func apply(to logistics: inout Logistics) {
    if let batteryChange { logistics.batteryChange = batteryChange }
    if let workingDay { logistics.workingDay = workingDay }
    logistics.batteries = batteries
    if let separation { logistics.separation = separation }
    if let drones { logistics.drones = drones }
  }
}
