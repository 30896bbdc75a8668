import ArgumentParser
import Documents
import Foundation
import GeoRaster
import InfestationReporting
import Quantities

/// `ragweed change`: two maps of one place compared.
struct ChangeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "change",
    abstract: "Compare two maps of one place: what is new, what is gone, what persists.",
    discussion: """
      Only ground that both surveys saw is compared. A patch is new, or gone, where it lies further than two sigma of both \
      positions from every patch of the other survey. Maps that were made with another model or threshold are refused, \
      unless with --force.

      EXAMPLE: ragweed change map-2025 map-2026 --accuracy 0.1m --output change
      """
  )

  @Argument(help: ArgumentHelp("The earlier map.", valueName: "old"), completion: .file())
  var old: String

  @Argument(help: ArgumentHelp("The later map.", valueName: "new"), completion: .file())
  var new: String

  @Option(help: .value("file", "What the earlier survey saw (default: the layer 'coverage' of its map)."))
  var oldCoverage: String?

  @Option(help: .value("file", "What the later survey saw (default: the layer 'coverage' of its map)."))
  var newCoverage: String?

  @Option(
    help: .value(
      "length",
      "How far patches may lie from where they are drawn, one sigma, where the maps do not say it."
    ),
    transform: { try Length(parsing: $0) }
  )
  var accuracy = Length.zero

  @Flag(help: "Compare maps although they were made in ways that differ.")
  var force = false

  @Option(help: "How to print the result.")
  var format = DocumentFormat.table

  @Option(help: .value("folder", "A folder for change.gpkg and change.json."), completion: .directory)
  var output: String?

  @Flag(help: "Replace the results of an earlier comparison.")
  var overwrite = false

  func run() throws {
    if !force { try MapSettings.check(old: old, new: new) }
    let before = try SurveyMap(path: old, coverage: oldCoverage)
    let after = try SurveyMap(path: new, coverage: newCoverage, plane: before.plane)
    let report = try ChangeReport(from: before, to: after, accuracy: accuracy)
    for notice in report.notices { StandardError.write("Note: \(notice)") }
    if let output {
      var files = try report.geoPackage(before, named: "change").map { (path: $0.name, data: $0.data) }
      files.append(("change.json", ResultPublisher.data(of: report.document)))
      try ResultPublisher.publish(files, to: output, overwrite: overwrite)
    }
    guard format == .table else { return print(report.document.document) }
    print(Self.text(report))
  }

  private static func text(_ report: ChangeReport) -> String {
    func meters(_ value: Double) -> String { String(format: "%.2f", value) }
    let (old, new) = (report.oldArea.squareMeters, report.newArea.squareMeters)
    return """
      Common ground: \(meters(report.common.area.squareMeters)) m2. Infested: \(meters(old)) m2 before, \(meters(new)) m2 now.
      New: \(report.count(.new)) patches, \(meters(report.area(.new).squareMeters)) m2. \
      Gone: \(report.count(.gone)), \(meters(report.area(.gone).squareMeters)) m2. \
      Persisting: \(report.count(.persisting)), of which \(report.count(.grown)) grew and \(report.count(.shrunk)) shrank.
      Not compared, outside of the common ground: \(report.outside.old) patches before, \(report.outside.new) now.
      """
  }
}
