import ArgumentParser
import Documents
import EdgeDeployment
import Foundation
import ResultFiles

/// Makes a platform from measured reports.
struct EstimateFit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit",
    abstract: "Make a platform from layer graphs and their measured times.",
    discussion: """
      'X.graph.json' and 'X.PLATFORM.csv' belong together. Layer types that no report has are taken from a shipped platform \
      of the name PLATFORM, where there is one. The errors of each network left out are printed.

      EXAMPLE: ragweed estimate fit --graphs latency --reports latency --output ncs2.json
      """
  )

  @Option(help: ArgumentHelp("Folder of layer graphs, '*.graph.json' or '*.json'.", valueName: "folder"))
  var graphs: String

  @Option(
    help: ArgumentHelp("Folder of reports, '*.csv', as OpenVINO's benchmark tool writes them.", valueName: "folder")
  )
  var reports: String

  @Option(help: ArgumentHelp("The platform to write.", valueName: "file"))
  var output: String

  @Option(
    help: ArgumentHelp(
      "Id or file of a platform for types that are not measured; 'none' for none (default: the name in the reports).",
      valueName: "id or file"
    )
  )
  var base: String?

  @Option(help: "How to print the errors: table or json.")
  var format = DocumentFormat.table

  @Flag(help: "Replace an earlier file.")
  var overwrite = false

  func run() throws {
    if !overwrite, FileManager.default.fileExists(atPath: output) {
      throw CommandError.outputFileExists(path: output)
    }
    let pairs = try MeasuredPairs(graphs: graphs, reports: reports)
    for notice in pairs.networks.flatMap(\.notices) { StandardError.write("Warning: \(notice)") }
    let platform = try PlatformFit.platform(base: try known(pairs.platform), networks: pairs.networks)
    try AtomicFile.write(try DocumentSchema.platform.text(of: platform, digits: .all) + "\n", to: output)
    let errors = platform.leftOut ?? []
    switch format {
    case .json: print(try DocumentSchema.fit.text(of: ["left_out": errors]))
    case .table:
      var table = TextTable()
      table.add(["network left out", "measured ms", "mixed ms", "error %", "statistical ms", "error %"])
      table.addRule()
      for error in errors {
        table.add([
          error.network, String(format: "%.3f", error.measuredMs), String(format: "%.3f", error.estimatedMs),
          String(format: "%+.1f", error.errorPercent), error.statisticalMs.map { String(format: "%.3f", $0) } ?? "-",
          error.statisticalErrorPercent.map { String(format: "%+.1f", $0) } ?? "-",
        ])
      }
      print(table.text())
    }
  }

  /// What is known of the platform before it is fitted.
  private func known(_ name: String) throws -> PlatformModel {
    if let base, base != "none" { return try PlatformFile.load(base) }
    if base == nil, let shipped = try PlatformFile.shipped().first(where: { $0.id == name }) { return shipped }
    return PlatformModel(measured: name)
  }
}
