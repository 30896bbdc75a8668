import ArgumentParser
import Documents
import EdgeMeasurement
import Imagery
import ResultFiles
import SurveyMapping

/// Measures whole networks on this machine.
struct EstimateMeasure: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure",
    abstract: "Measure networks on this machine, and compare with what a platform predicts.",
    discussion: """
      EXAMPLE: ragweed estimate measure weeds weeds-small --resolution 256x256 --resolution 512x512 --platform host.json
      """
  )

  @Argument(help: ArgumentHelp("ONNX models, or names of shipped ones.", valueName: "model"))
  var models: [String]

  @Option(help: ArgumentHelp("Size of the image in pixels; may be repeated (default: the model's).", valueName: "WxH"))
  var resolution: [String] = []

  @Option(help: ArgumentHelp("Platform to compare with, an id or a file.", valueName: "id or file"))
  var platform: String?

  @Option(help: "What runs the models: auto, opencv or openvino.")
  var engine = Engine.Choice.auto

  @Option(help: ArgumentHelp("Cores that one inference uses.", valueName: "number"))
  var threads = 1

  @Option(help: "How to print: table or json.")
  var format = DocumentFormat.table

  func validate() throws {
    guard (1...1024).contains(threads) else {
      throw ValidationError("--threads \(threads) is no number of cores. Give 1 or more.")
    }
  }

  func run() throws {
    var request = MeasurementRequest(models: try models.map(ShippedModel.path))
    request.sizes = try resolution.map(PixelSize.argument)
    request.platform = try platform.map(PlatformCatalog.shipped().platform)
    (request.engine, request.threads) = (engine, threads)
    let measured = try NetworkMeasurement(request)
    switch format {
    case .json: print(try DocumentSchema.measure.text(of: measured))
    case .table: print(measured.table)
    }
    for warning in measured.warnings { StandardError.write("Warning: \(warning)") }
  }
}
