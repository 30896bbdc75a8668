import ArgumentParser
import EdgeDeployment

/// Estimates one network on one platform.
struct EstimateNetwork: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "network",
    abstract: "Estimate the latency of a network, layer by layer (the default).",
    discussion: "EXAMPLE: ragweed estimate resnet50.graph.json --platform ncs2 --format json"
  )

  @Argument(help: ArgumentHelp("A layer graph.", valueName: "graph.json"))
  var graph: String

  @Option(
    help: ArgumentHelp(
      "Id of a shipped platform, see 'ragweed estimate platforms', or a file that 'ragweed estimate fit' wrote.",
      valueName: "id or file"
    )
  )
  var platform: String

  @Option(help: "How to print: table or json.")
  var format = DocumentFormat.table

  func run() throws {
    let network = try GraphFile.load(path: graph)
    let board = try PlatformFile.load(platform)
    let report = EstimateReport(network, board, try LatencyEstimate(of: network, on: board))
    for warning in report.warnings { StandardError.write("Warning: \(warning)") }
    switch format {
    case .json: print(try JSONText.of(report.document))
    case .table: print(report.table)
    }
  }
}
