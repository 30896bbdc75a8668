import ArgumentParser
import Documents
import EdgeMeasurement
import ResultFiles

/// Lists the shipped platforms.
struct EstimatePlatforms: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "platforms",
    abstract: "List the shipped platforms, with the source of each figure in JSON.",
    discussion: "EXAMPLE: ragweed estimate platforms --format json"
  )

  @Option(help: "How to print: table or json.")
  var format = DocumentFormat.table

  func run() throws {
    let known = try PlatformCatalog.shipped()
    switch format {
    case .json: print(try DocumentSchema.platforms.text(of: ["platforms": known.platforms], digits: .all))
    case .table: print(known.table)
    }
  }
}
