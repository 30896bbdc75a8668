import ArgumentParser
import Documents
import FieldGeometry
import Foundation
import GeoRaster
import InfestationReporting
import Quantities
import ResultFiles
import Tables

/// `ragweed report`: a finished map counted by parcel.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Count a finished map by parcel or along a road: surveyed ground, infested ground, cover.",
    discussion: """
      Parcels are polygons in any reference system (GeoPackage, Shapefile, GeoJSON), with holes and in several parts. What \
      was not surveyed is left empty: nobody knows whether it is clean.

      EXAMPLE: ragweed report map --parcels parcels.gpkg --parcel-id number --classes hungary --output report
      EXAMPLE: ragweed report map --html report.html --language de
      EXAMPLE: ragweed report map --road road.gpx --every 100m --output report
      """
  )

  @OptionGroup var map: MapArgument

  @Option(help: .value("file", "The parcels."), completion: .file())
  var parcels: String?

  @Option(help: .value("file", "A road instead, as a line: GPX, KML, GeoJSON, GeoPackage."), completion: .file())
  var road: String?

  @Option(help: .value("length", "The length of a segment of the road: 100m."), transform: { try Length(parsing: $0) })
  var every: Length?

  @Option(
    help: .value("length", "How far segments reach to the left of the line (default: 5m)."),
    transform: { try Length(parsing: $0) }
  )
  var left: Length?

  @Option(
    help: .value("length", "How far they reach to the right (default: 5m)."),
    transform: { try Length(parsing: $0) }
  )
  var right: Length?

  @Option(
    help: .value("hungary|bavaria|file", "Sort parcels into the classes of an authority; a file is a table in YAML."),
    completion: .file()
  )
  var classes: String?

  @Option(help: .value("number", "Plants on a square metre of patches, from a counted sample."))
  var plantsPerM2: Double?

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

  @Option(help: .value("file", "Write the report as a page for people, with or without parcels."), completion: .file())
  var html: String?

  @Option(help: .value("file", "A form of 'ragweed verify', filled in, for the page."), completion: .file())
  var verified: String?

  @Option(help: .value("en|de|hu", "The language of the page."))
  var language = PageLanguage.english

  @Flag(help: "Replace the results of an earlier report.")
  var overwrite = false

  func validate() throws {
    switch (parcels, road) {
    case (nil, nil):
      guard html != nil else {
        throw ValidationError(
          "Say what to count by: --parcels FILE, or --road FILE --every 100m; or a page, --html FILE."
        )
      }
      guard classes == nil, output == nil else {
        throw ValidationError("--classes and --output need --parcels or a --road.")
      }
    case (.some, .some): throw ValidationError("Count either by --parcels or along a --road.")
    case (nil, .some):
      guard let every else { throw ValidationError("Say how long segments of the road are: --every 100m.") }
      guard every >= .meters(1) else { throw ValidationError("--every must be 1 m or more.") }
      let reach = (left ?? Self.usualReach) + (right ?? Self.usualReach)
      guard reach > .zero, min(left ?? .zero, right ?? .zero) >= .zero else {
        throw ValidationError("--left and --right must not be below zero, nor both zero.")
      }
      if parcelId != nil || layer != nil { throw ValidationError("--parcel-id and --layer are those of --parcels.") }
    case (.some, nil):
      if every != nil || left != nil || right != nil {
        throw ValidationError("--every, --left and --right are those of a --road.")
      }
    }
    if verified != nil, html == nil { throw ValidationError("--verified is for a page, --html FILE.") }
    if let plantsPerM2, !(plantsPerM2 > 0) { throw ValidationError("--plants-per-m2 must be above zero.") }
  }

  private static let usualReach = Length.meters(5)

  private func ground(on plane: GroundPlane) throws -> CountedGround.File {
    guard let road, let every else {
      return try CountedGround.parcels(path: parcels ?? "", idColumn: parcelId, layer: layer, on: plane)
    }
    return try CountedGround.segments(
      of: FieldFile.shapes(path: road).lines,
      path: road,
      every: every,
      left: left ?? Self.usualReach,
      right: right ?? Self.usualReach,
      on: plane
    )
  }

  func run() throws {
    let table = try classes.map { try ClassTableFile.read($0) }
    let survey = try SurveyMap(path: map.value, coverage: map.coverage)
    guard parcels != nil || road != nil else { return try writePage(of: survey, nil) }
    let report = try ParcelReport(
      survey,
      ground(on: survey.plane),
      classes: table,
      plantsPerSquareMeter: plantsPerM2
    )
    for notice in report.notices { StandardError.write("Note: \(notice)") }
    if let output {
      var files = try report.geoPackage(named: "parcels").map { (path: $0.name, data: $0.data) }
      files.append(("parcels.csv", Data(report.table(hasDecimalCommas: decimalComma).utf8)))
      files.append(("parcels.json", ResultPublisher.data(of: report.document)))
      try ResultPublisher.publish(files, to: output, overwrite: overwrite)
    }
    try writePage(of: survey, report)
    switch format {
    case .json: print(report.document.document)
    case .csv: print(report.table(hasDecimalCommas: decimalComma), terminator: "")
    case .table: print(Self.table(report))
    }
  }

  private func writePage(of survey: SurveyMap, _ report: ParcelReport?) throws {
    guard let html else { return }
    if FileManager.default.fileExists(atPath: html), !overwrite { throw FileError.outputExists(path: html) }
    let verification = try verified.map { try Verification(path: $0, of: survey) }
    let page = try ReportPage(survey, parcels: report, verification: verification, language: language).html()
    try AtomicFile.write(page, to: html)
  }

  private static func table(_ report: ParcelReport) -> String {
    var table = TextTable()
    let hasClasses = report.classes != nil
    table.add(["parcel", "m2", "surveyed %", "weed m2", "cover %", "patches"] + (hasClasses ? ["class"] : []))
    table.addRule()
    for parcel in report.parcels.map(\.figures) {
      func cell(_ decimals: Int, _ value: (ParcelFigures.Survey) -> Double) -> String {
        parcel.survey.map { String(format: "%.\(decimals)f", value($0)) } ?? "unknown"
      }
      table.add(
        [
          parcel.id, String(format: "%.0f", parcel.area.squareMeters),
          cell(1) { 100 * $0.surveyed.squareMeters / parcel.area.squareMeters }, cell(2) { $0.infested.squareMeters },
          cell(3) { 100 * $0.cover }, cell(0) { Double($0.patchCount) },
        ] + (hasClasses ? [parcel.className ?? "-"] : [])
      )
    }
    return table.text() + String(format: "\nOutside of all parcels: %.2f m2.", report.outside.squareMeters)
  }
}
