import ArgumentParser
import Foundation

/// The options for the files and the printed summary of a plan.
struct PlanOutputOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: .value("folder", "Folder for the files (default: none, only the summary is printed)."),
    completion: .directory
  )
  var output: String?

  @Flag(inversion: .prefixedNo, help: "Replace files in the output folder.")
  var overwrite = false

  @Option(
    help: .value(
      "names",
      """
      Formats to write, joined by commas or one by one: qgc, wpl, wpml, litchi, kml, gpx, geojson (default: qgc,geojson).
      """
    ),
    completion: .list(PlanFormat.allCases.map(\.rawValue)),
    transform: PlanFormat.parse
  )
  var formats: [Set<PlanFormat>] = []

  @Option(help: "How to print the summary: table or json.")
  var format: DocumentFormat = .table

  @Option(help: .value("name", "Name of the plan and its files (default: the field's file name)."))
  var name: String?

  /// The formats to write.
  var chosenFormats: Set<PlanFormat> {
    formats.isEmpty ? [.qgc, .geojson] : formats.reduce(into: []) { $0.formUnion($1) }
  }

  /// Refuses what has no effect without another option.
  func checkUses() throws {
    guard !overwrite || output != nil else { throw ValidationError.noEffect("--overwrite", without: "--output") }
  }

  /// What a plan is called.
  ///
  /// - Throws: `CommandError.invalidName` where it cannot be the name of a file.
  func planName(field: String) throws -> String {
    let name = name ?? URL(fileURLWithPath: field).deletingPathExtension().lastPathComponent
    let isSafe = name.allSatisfy { $0.isLetter || $0.isNumber || " .-_".contains($0) }
    guard isSafe, !name.isEmpty, !name.hasPrefix(".") else { throw CommandError.invalidName(name: name) }
    return name
  }
}
