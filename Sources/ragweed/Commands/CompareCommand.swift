import ArgumentParser
import Documents
import FlightPlanning
import MissionFormats
import Quantities

/// Prints the seminar's table of what drones achieve.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare what drones achieve at a ground sampling distance, and what of it can be flown.",
    discussion: """
      The first figures are the seminar's: the whole flight time straight ahead, no overlap, no turns. What stands against \
      flying them is listed, and the same figures follow for the nearest plan that can be flown.

      EXAMPLE: ragweed compare --gsd 1mm
      EXAMPLE: ragweed compare --gsd 1cm --drone phantom-4-pro --rounding slides --format json
      """
  )

  /// How the figures are rounded.
  enum Rounding: String, CaseIterable, ExpressibleByArgument {
    case exact, slides
  }

  @Option(help: "Length on the ground of a pixel, such as 1mm or 0.1cm.", transform: Length.init(parsing:))
  var gsd: Length

  @Option(name: .customLong("drone"), help: "Id of a drone, as 'ragweed drones' lists it; may be repeated.")
  var drones: [String] = []

  @Flag(help: "Compare every drone of the catalogue, not only the seminar's and your own.")
  var all = false

  @Option(help: "exact, or as the seminar's slides round: the time from the rounded number of flights.")
  var rounding: Rounding = .exact

  @Option(help: "How to print: table, json or csv.")
  var format: OutputFormat = .table

  @Option(help: "YAML file with your own cameras and drones.")
  var catalog: String?

  @OptionGroup var conditionOptions: ConditionOptions

  @Option(
    help: .value("percent", "Overlap of pictures along the flight (default: 0%)."),
    transform: Overlap.init(parsing:)
  )
  var frontlap: Overlap?

  @Option(
    help: .value("percent", "Overlap of pictures across the flight (default: 0%)."),
    transform: Overlap.init(parsing:)
  )
  var sidelap: Overlap?

  @Option(
    help: "Time of a manual survey of 1 km2 (default: 25h, solved backwards).",
    transform: Duration.init(parsing:)
  )
  var manualTime: Duration?

  @Option(
    help: "Cost of a manual survey of 1 km2 (default: 750EUR, solved backwards).",
    transform: Money.init(parsing:)
  )
  var manualCost: Money?

  func validate() throws {
    guard gsd > .zero else {
      throw ValidationError("The ground sampling distance is not above zero. Give one, as in 1mm.")
    }
  }

  func run() throws {
    let catalog = try CatalogLoader.load(userPath: catalog)
    let chosen =
      drones.isEmpty
      ? catalog.drones.filter { all || $0.isInSeminar || catalog.userDroneIDs.contains($0.id) }
      : try drones.map(catalog.drone(id:))
    var conditions = FlightConditions()
    conditionOptions.apply(to: &conditions)
    if let frontlap { conditions.frontlap = frontlap }
    if let sidelap { conditions.sidelap = sidelap }
    let standard = ManualSurvey.backSolved
    let manual = ManualSurvey(
      timePerSquareKilometer: manualTime ?? standard.timePerSquareKilometer,
      costPerSquareKilometer: manualCost ?? standard.costPerSquareKilometer,
      source: manualTime == nil && manualCost == nil ? standard.source : "given on the command line"
    )
    let scenarios = try chosen.map {
      try Scenario(
        drone: $0,
        gsd: GroundSamplingDistance(gsd),
        conditions: conditions,
        manual: manual
      )
    }
    let report = ComparisonReport(
      gsd: GroundSamplingDistance(gsd),
      scenarios: scenarios,
      conditions: conditions,
      manual: manual,
      asOnSlides: rounding == .slides
    )
    switch format {
    case .json: print(report.json.document)
    case .csv: print(report.csv)
    case .table: print(report.table)
    }
  }
}
