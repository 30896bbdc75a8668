import ArgumentParser
import Documents
import EdgeMeasurement
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
    let known = try PlatformCatalog.shipped()
    let fitting = try PlatformFitting(graphs: graphs, reports: reports, base: try start(known), known: known)
    for notice in fitting.notices { StandardError.write("Warning: \(notice)") }
    try AtomicFile.write(try DocumentSchema.platform.text(of: fitting.platform, digits: .all) + "\n", to: output)
    switch format {
    case .json: print(try DocumentSchema.fit.text(of: ["left_out": fitting.errors]))
    case .table: print(fitting.table)
    }
  }

  /// What is known of the platform before it is fitted.
  private func start(_ known: PlatformCatalog) throws -> PlatformFitting.Base {
    switch base {
    case nil: .named
    case "none": .nothing
    case let name?: .platform(try known.platform(name))
    }
  }
}
