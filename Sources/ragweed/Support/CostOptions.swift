import ArgumentParser
import FlightPlanning
import Quantities

/// The options for what a survey costs, and what it is compared with.
struct CostOptions: ParsableArguments {
  static let keys = [
    "pilot-cost", "hardware-cost", "battery-cost", "travel-cost", "manual-time", "manual-cost",
  ]

  @Option(
    help: """
      A pilot's hour on site (assumed: 50EUR). With any of the four costs given, the catalogue's cost per flight is not \
      used.
      """,
    transform: Money.init(parsing:)
  )
  var pilotCost: Money?

  @Option(help: "Hardware written off in an hour of flight (assumed: 20EUR).", transform: Money.init(parsing:))
  var hardwareCost: Money?

  @Option(help: "Wear of a battery on a sortie (assumed: 2EUR).", transform: Money.init(parsing:))
  var batteryCost: Money?

  @Option(help: "The way to the field and back, each day (default: 0EUR).", transform: Money.init(parsing:))
  var travelCost: Money?

  @Option(help: "Time on foot for a square kilometre (default: 25h, back-solved).", transform: Duration.init(parsing:))
  var manualTime: Duration?

  @Option(help: "Cost on foot of a square kilometre (default: 750EUR, back-solved).", transform: Money.init(parsing:))
  var manualCost: Money?

  /// Puts what was given over a request.
  func apply(to request: inout SurveyRequest, _ file: MissionFile?) throws {
    let money = Money.init(parsing:)
    let pilot = try pilotCost ?? file?.value("pilot-cost", money)
    let hardware = try hardwareCost ?? file?.value("hardware-cost", money)
    let battery = try batteryCost ?? file?.value("battery-cost", money)
    let travel = try travelCost ?? file?.value("travel-cost", money)
    if pilot ?? hardware ?? battery ?? travel != nil {
      var rates = CostRates()
      rates.pilotPerHour = pilot ?? rates.pilotPerHour
      rates.hardwarePerFlightHour = hardware ?? rates.hardwarePerFlightHour
      rates.batteryPerSortie = battery ?? rates.batteryPerSortie
      rates.travelPerDay = travel ?? rates.travelPerDay
      request.logistics.rates = rates
    }
    let time = try manualTime ?? file?.value("manual-time", Duration.init(parsing:))
    let cost = try manualCost ?? file?.value("manual-cost", money)
    guard time != nil || cost != nil else { return }
    request.manual = ManualSurvey(
      timePerSquareKilometer: time ?? request.manual.timePerSquareKilometer,
      costPerSquareKilometer: cost ?? request.manual.costPerSquareKilometer,
      source: time != nil && cost != nil ? "given" : "partly given, partly \(request.manual.source)"
    )
  }
}
