import ArgumentParser
import FlightPlanning
import Quantities

/// The options for batteries, drones and days.
struct LogisticsOptions: ParsableArguments {
  @Option(help: .value("number", "Charged batteries at hand (default: enough)."))
  var batteries: Int?

  @Option(help: .value("number", "Drones that fly at the same time (default: 1)."))
  var drones: Int?

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

  /// Puts what was given over how the work is organised.
  func apply(to logistics: inout Logistics) {
    if let batteryChange { logistics.batteryChange = batteryChange }
    if let workingDay { logistics.workingDay = workingDay }
    logistics.batteries = batteries
    if let drones { logistics.drones = drones }
  }
}
