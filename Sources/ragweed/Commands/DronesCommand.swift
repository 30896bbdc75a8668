import ArgumentParser
import Documents
import FlightPlanning
import MissionFormats
import Quantities

/// Lists what is known of drones and cameras.
struct DronesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drones",
    abstract: "List the drones and cameras that are known, with the source of each figure.",
    discussion: """
      EXAMPLE: ragweed drones
      EXAMPLE: ragweed drones --format json --catalog my-drones.yaml
      EXAMPLE: ragweed drones --template > my-drones.yaml
      """
  )

  @Option(help: "How to print: table or json.")
  var format: DocumentFormat = .table

  @Option(help: "YAML file with your own cameras and drones; its entries replace shipped ones of the same id.")
  var catalog: String?

  @Flag(help: "Print a file to enter your own drone in, for --catalog.")
  var template = false

  func validate() throws {
    guard !template || (catalog == nil && format == .table) else {
      let error = CommandError.notTogether("--template", "--format and --catalog", why: "it is a file to be filled in")
      throw ValidationError("\(error)")
    }
  }

  func run() throws {
    if template { return print(CatalogTemplate.text) }
    let catalog = try CatalogLoader.load(userPath: catalog)
    switch format {
    case .json: print(CatalogReport.json(catalog).document)
    case .table: print(CatalogReport.table(catalog))
    }
  }
}
