import ArgumentParser
import Documents
import Foundation
import InfestationReporting
import Quantities
import Tables

/// `ragweed report`: a finished map counted by parcel.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Count a finished map by parcel: surveyed ground, infested ground, cover.",
    discussion: """
      Parcels are polygons in any reference system (GeoPackage, Shapefile, GeoJSON), with holes and in several parts. What \
      was not surveyed is left empty: nobody knows whether it is clean.

      EXAMPLE: ragweed report map --parcels parcels.gpkg --parcel-id number --output report
      """
  )

  @OptionGroup var map: MapArgument

  @Option(help: .value("file", "The parcels."), completion: .file())
  var parcels: String

  @Option(help: .value("column", "The column with the name of a parcel (default: the first)."))
  var parcelId: String?

  @Option(help: .value("layer", "The layer of the parcels (default: the first)."))
  var layer: String?

  @Option(help: "How to print the report.")
  var format = OutputFormat.table

  @Flag(help: "Semicolons and decimal commas in tables, as spreadsheets of many countries want them.")
  var decimalComma = false

  @Option(help: .value("folder", "A folder for parcels.gpkg, parcels.csv and parcels.json."), completion: .directory)
  var output: String?

  @Flag(help: "Replace the results of an earlier report.")
  var overwrite = false

  func run() throws {
    let survey = try SurveyMap(path: map.value, coverage: map.coverage)
    let report = try ParcelReport(survey, parcels: parcels, idColumn: parcelId, layer: layer)
    for notice in report.notices { StandardError.write("Note: \(notice)") }
    if let output {
      var files = try report.geoPackage(named: "parcels").map { (path: $0.name, data: $0.data) }
      files.append(("parcels.csv", Data(report.table(hasDecimalCommas: decimalComma).utf8)))
      files.append(("parcels.json", ResultPublisher.data(of: report.document)))
      try ResultPublisher.publish(files, to: output, overwrite: overwrite)
    }
    switch format {
    case .json: print(report.document.document)
    case .csv: print(report.table(hasDecimalCommas: decimalComma), terminator: "")
    case .table: print(Self.table(report))
    }
  }

  private static func table(_ report: ParcelReport) -> String {
    var table = TextTable()
    table.add(["parcel", "m2", "surveyed %", "weed m2", "cover %", "patches"])
    table.addRule()
    for parcel in report.parcels.map(\.figures) {
      func cell(_ decimals: Int, _ value: (ParcelFigures.Survey) -> Double) -> String {
        parcel.survey.map { String(format: "%.\(decimals)f", value($0)) } ?? "unknown"
      }
      table.add([
        parcel.id, String(format: "%.0f", parcel.area.squareMeters),
        cell(1) { 100 * $0.surveyed.squareMeters / parcel.area.squareMeters }, cell(2) { $0.infested.squareMeters },
        cell(3) { 100 * $0.cover }, cell(0) { Double($0.patchCount) },
      ])
    }
    return table.text() + String(format: "\nOutside of all parcels: %.2f m2.", report.outside.squareMeters)
  }
}
