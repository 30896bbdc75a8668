import ArgumentParser
import Documents
import EdgeMeasurement
import Imagery
import Quantities
import ResultFiles

/// Estimates one network on one platform.
struct EstimateNetwork: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "network",
    abstract: "Estimate the latency of a network, layer by layer (the default).",
    discussion: """
      EXAMPLE: ragweed estimate resnet50.graph.json --platform ncs2 --format json
      EXAMPLE: ragweed estimate model.onnx --platform ncs2 --resolution 1024x1024 --plan plan/summary.json
      """
  )

  @Argument(help: ArgumentHelp("An ONNX model or a layer graph.", valueName: "model or graph"))
  var graph: String

  @Option(
    help: ArgumentHelp(
      "Id of a shipped platform, see 'ragweed estimate platforms', or a file that 'ragweed estimate fit' wrote.",
      valueName: "id or file"
    )
  )
  var platform: String

  @Option(help: ArgumentHelp("Size of the image for an ONNX model (default: its own), in pixels.", valueName: "WxH"))
  var resolution: String?

  @Option(help: ArgumentHelp("The summary.json of a plan, to tell whether the network keeps up.", valueName: "file"))
  var plan: String?

  @Option(help: ArgumentHelp("Inferences for a picture of the plan, which is cut into tiles.", valueName: "number"))
  var inferencesPerPicture = 1

  @Option(
    help: "Power that the board draws from the drone's battery (default: its greatest), such as 10W.",
    transform: Power.init(parsing:)
  )
  var power: Power?

  @Option(help: "How to print: table or json.")
  var format = DocumentFormat.table

  func validate() throws {
    guard inferencesPerPicture > 0 else {
      throw ValidationError("--inferences-per-picture \(inferencesPerPicture) is not above zero. Give 1 or more.")
    }
  }

  func run() throws {
    var request = EstimateRequest(
      graph: try ShippedModel.path(of: graph),
      platform: try PlatformCatalog.shipped().platform(platform),
      drones: { try CatalogLoader.load() }
    )
    request.size = try resolution.map(PixelSize.argument)
    (request.plan, request.inferencesPerPicture, request.power) = (plan, inferencesPerPicture, power)
    let report = try request.report()
    for warning in report.warnings { StandardError.write("Warning: \(warning)") }
    switch format {
    case .json: print(try DocumentSchema.estimate.text(of: report.document))
    case .table: print(report.table)
    }
  }
}
