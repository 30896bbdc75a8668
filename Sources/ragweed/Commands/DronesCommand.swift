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
      """
  )

  @Option(help: "How to print: table or json.")
  var format: DocumentFormat = .table

  @Option(help: "YAML file with your own cameras and drones; its entries replace shipped ones of the same id.")
  var catalog: String?

  func run() throws {
    let catalog = try CatalogLoader.load(userPath: catalog)
    switch format {
    case .json: print(CatalogReport.json(catalog).document)
    case .table: print(CatalogReport.table(catalog))
    }
  }
}
