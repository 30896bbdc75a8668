import ArgumentParser
import Documents
import EdgeMeasurement
import Foundation
import Quantities
import ResultFiles

/// `ragweed select`: which network on which board.
struct SelectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "select",
    abstract: "Choose a network and a board under limits of latency, accuracy, cost and power.",
    discussion: """
      The table of networks is CSV with a header: network, and as far as known platform, resolution_px (640x480), precision, \
      accuracy (0 to 1), latency_ms, power_w, graph (a layer graph, from which missing latencies are estimated). A row \
      without a platform stands for all. The table of platforms is CSV (platform, cost_eur, power_w, model) or JSON as \
      'ragweed estimate fit' writes it. What is empty is not known, and what is not known meets no limit.

      EXAMPLE: ragweed select --networks measured.csv --max-latency 100ms --min-accuracy 0.9 --max-cost 300EUR
      EXAMPLE: ragweed select --networks measured.csv --plan plan/summary.json --inferences-per-picture 28
      EXAMPLE: ragweed select --networks traffic-light --max-cost 300EUR --max-power 15W
      """
  )

  @Option(
    help: ArgumentHelp("The table of networks; 'traffic-light' is the seminar's, with its gaps.", valueName: "file")
  )
  var networks: String

  @Option(help: ArgumentHelp("The table of platforms (default: the seminar's).", valueName: "file"))
  var platforms: String?

  @Option(help: "Longest latency of an image, such as 100ms.", transform: Duration.init(parsing:))
  var maxLatency: Duration?

  @Option(help: ArgumentHelp("Least accuracy, a part of 1, such as 0.9.", valueName: "part"))
  var minAccuracy: Double?

  @Option(help: "Highest price of the board, such as 300EUR.", transform: Money.init(parsing:))
  var maxCost: Money?

  @Option(help: "Highest power of the board, such as 15W.", transform: Power.init(parsing:))
  var maxPower: Power?

  @Option(
    help: ArgumentHelp("The summary.json of a plan, whose framerate sets the longest latency.", valueName: "file")
  )
  var plan: String?

  @Option(help: ArgumentHelp("Inferences for a picture of the plan, which is cut into tiles.", valueName: "number"))
  var inferencesPerPicture = 1

  @Option(help: "How to print: table or json.")
  var format = DocumentFormat.table

  @Option(help: ArgumentHelp("A file for a picture of latency and accuracy.", valueName: "file.svg"))
  var chart: String?

  @Flag(help: "Replace an earlier picture.")
  var overwrite = false

  func validate() throws {
    guard inferencesPerPicture > 0 else {
      throw ValidationError("--inferences-per-picture \(inferencesPerPicture) is not above zero. Give 1 or more.")
    }
    guard plan == nil || maxLatency == nil else {
      throw ValidationError("--plan sets the longest latency already. Leave --max-latency out.")
    }
    if let minAccuracy, !(0...1).contains(minAccuracy) {
      throw ValidationError("--min-accuracy \(minAccuracy) is no part of 1. Give one from 0 to 1, as in 0.9.")
    }
  }

  func run() throws {
    if let chart, !overwrite, FileManager.default.fileExists(atPath: chart) {
      throw CommandError.outputFileExists(path: chart)
    }
    var request = SelectionRequest(
      networks: try table(),
      known: try PlatformCatalog.shipped(),
      drones: { try CatalogLoader.load() }
    )
    request.platforms = platforms
    (request.longestLatency, request.leastAccuracy) = (maxLatency, minAccuracy)
    (request.highestCost, request.highestPower) = (maxCost, maxPower)
    (request.plan, request.inferencesPerPicture) = (plan, inferencesPerPicture)
    let report = try request.report()
    if let chart { try AtomicFile.write(report.chart, to: chart) }
    switch format {
    case .json: print(try DocumentSchema.select.text(of: report.document))
    case .table: print(report.table)
    }
  }

  /// The file of networks; the seminar's table goes by its name where no file has it.
  private func table() throws -> String {
    let isShipped = networks == "traffic-light" && !FileManager.default.fileExists(atPath: networks)
    return isShipped ? try ResourceLocator.path(of: "catalog/traffic-light-networks.csv") : networks
  }
}
