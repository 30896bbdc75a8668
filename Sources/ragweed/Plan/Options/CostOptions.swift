import ArgumentParser
import FlightPlanning
import Quantities

/// The options for what a survey costs, and what it is compared with.
struct CostOptions: ParsableArguments {
  @Option(
    help: .value(
      "money",
      """
      A pilot's hour on site (default: 50EUR, assumed). With any of the four costs given, the catalogue's cost per flight \
      is not used.
      """
    ),
    transform: Money.init(parsing:)
  )
  var pilotCost: Money?

  @Option(
    help: .value("money", "Hardware written off in an hour of flight (default: 20EUR, assumed).", isRare: true),
    transform: Money.init(parsing:)
  )
  var hardwareCost: Money?

  @Option(
    help: .value("money", "Wear of a battery on a sortie (default: 2EUR, assumed).", isRare: true),
    transform: Money.init(parsing:)
  )
  var batteryCost: Money?

  @Option(
    help: .value("money", "The way to the field and back, each day (default: 0EUR).", isRare: true),
    transform: Money.init(parsing:)
  )
  var travelCost: Money?

  @Option(
    help: .value("time", "Time on foot for a square kilometre (default: 25h, back-solved).", isRare: true),
    transform: Duration.init(parsing:)
  )
  var manualTime: Duration?

  @Option(
    help: .value("money", "Cost on foot of a square kilometre (default: 750EUR, back-solved).", isRare: true),
    transform: Money.init(parsing:)
  )
  var manualCost: Money?

  /// Puts what was given over a request.
  func apply(to request: inout SurveyRequest) {
    if pilotCost ?? hardwareCost ?? batteryCost ?? travelCost != nil {
      var rates = CostRates()
      rates.pilotPerHour = pilotCost ?? rates.pilotPerHour
      rates.hardwarePerFlightHour = hardwareCost ?? rates.hardwarePerFlightHour
      rates.batteryPerSortie = batteryCost ?? rates.batteryPerSortie
      rates.travelPerDay = travelCost ?? rates.travelPerDay
      request.logistics.rates = rates
    }
    guard manualTime != nil || manualCost != nil else { return }
    request.manual = ManualSurvey(
      timePerSquareKilometer: manualTime ?? request.manual.timePerSquareKilometer,
      costPerSquareKilometer: manualCost ?? request.manual.costPerSquareKilometer,
      source: manualTime != nil && manualCost != nil ? "given" : "partly given, partly \(request.manual.source)"
    )
  }
}
