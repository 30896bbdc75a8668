import ArgumentParser
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
    case .json: print(try JSONText.of(known.platforms))
    case .table: print(known.table)
    }
  }
}
