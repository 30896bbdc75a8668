import ArgumentParser
import Documents
import EdgeMeasurement
import Foundation
import Quantities
import ResultFiles

/// Cuts a trace into layers.
struct PowerAnalysis: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Find power and energy of each layer in a power trace (the default).",
    discussion: """
      TRACE is .npy (samples, or pairs of time and sample) or CSV with the columns time_s and power_w or shunt_v.

      EXAMPLE: ragweed power trace.csv --latency report.csv --graph net.graph.json --chart sampling.svg
      """
  )

  @Argument(help: ArgumentHelp("The trace.", valueName: "trace"))
  var trace: String

  @Option(help: ArgumentHelp("The report of the layers' latencies, as OpenVINO writes it.", valueName: "report.csv"))
  var latency: String

  @Option(
    help: "Samples in a second, where the file has no times, such as 500kHz.",
    transform: Frequency.init(parsing:)
  )
  var rate: Frequency?

  @Option(help: "Voltage of the supply.", transform: Voltage.init(parsing:))
  var supply = Voltage.volts(5)

  @Option(help: "Resistance of the shunt.", transform: Resistance.init(parsing:))
  var shunt = Resistance.ohms(0.1)

  @Flag(help: "The array holds watts, not voltages over the shunt.")
  var watts = false

  @Option(help: ArgumentHelp("The layer graph, for energy against operations.", valueName: "graph.json"))
  var graph: String?

  @Option(help: "How to print: table or json.")
  var format = DocumentFormat.table

  @Option(
    help: ArgumentHelp("A file for a picture of the error against the sampling frequency.", valueName: "file.svg")
  )
  var chart: String?

  @Flag(help: "Replace an earlier picture.")
  var overwrite = false

  func validate() throws {
    guard shunt > .zero else { throw ValidationError("--shunt is not above zero. Give its resistance, as in 100mOhm.") }
    guard supply > .zero else { throw ValidationError("--supply is not above zero. Give its voltage, as in 5V.") }
  }

  func run() throws {
    if let chart, !overwrite, FileManager.default.fileExists(atPath: chart) {
      throw CommandError.outputFileExists(path: chart)
    }
    var request = PowerRequest(trace: trace, latency: latency)
    (request.file.supply, request.file.shunt) = (supply, shunt)
    (request.file.rate, request.file.isPower) = (rate, watts)
    request.graph = try graph.map { try ShippedModel.path(of: $0) }
    let report = try request.report()
    for warning in report.warnings { StandardError.write("Warning: \(warning)") }
    if let chart { try AtomicFile.write(report.chart, to: chart) }
    switch format {
    case .json: print(try DocumentSchema.power.text(of: report.document))
    case .table: print(report.table)
    }
  }
}
