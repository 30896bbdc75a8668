import ArgumentParser
import Documents
import FieldGeometry
import Foundation
import InfestationReporting
import Quantities
import ResultFiles

/// `ragweed export`: numbered patches for crews and offices.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a map's patches for phones, receivers and offices, each with its number.",
    discussion: """
      Number 1 is the largest patch; the same map always gives the same numbers. GPX has a waypoint for each patch and a \
      route from stop to stop.

      EXAMPLE: ragweed export map --kind gpx --start 47.9500,16.8500 --output crew.gpx
      """
  )

  @OptionGroup var map: MapArgument

  @Option(help: "The kind of file.")
  var kind: PatchExport.Kind

  @Option(help: .value("lat,lon", "Where the crew begins (default: at the westernmost patch)."), transform: Place.parse)
  var start: GeoCoordinate?

  @Option(
    help: .value("length", "What the receiver tells apart: patches nearer than this are one stop."),
    transform: { try Length(parsing: $0) }
  )
  var receiverError = Length.meters(4)

  @Flag(help: "Semicolons and decimal commas in a table.")
  var decimalComma = false

  @Option(help: .value("file", "The file to write."), completion: .file())
  var output: String

  @Option(help: ArgumentHelp("How to say what was written.", valueName: "table|json"))
  var format = DocumentFormat.table

  @Flag(help: "Replace an earlier file.")
  var overwrite = false

  func run() throws {
    if start != nil, kind != .gpx { throw ValidationError("--start has no effect without --kind gpx.") }
    if decimalComma, kind != .csv { throw ValidationError("--decimal-comma has no effect without --kind csv.") }
    let url = URL(fileURLWithPath: output)
    let ending = kind == .shapefile ? "shp" : kind.rawValue
    guard url.pathExtension.lowercased() == ending else {
      throw ReportingError.output(path: output, reason: "a file of this kind has a name that ends in .\(ending)")
    }
    if !overwrite, FileManager.default.fileExists(atPath: output) { throw CommandError.outputFileExists(path: output) }
    let survey = try SurveyMap(path: map.value, coverage: map.coverage)
    var export = PatchExport(kind)
    (export.start, export.reach, export.hasDecimalCommas) = (start, receiverError, decimalComma)
    let stem = url.deletingPathExtension().lastPathComponent
    let files = try export.files(survey, named: stem).map { file in
      (path: url.deletingLastPathComponent().appendingPathComponent(file.name).path, data: file.data)
    }
    // The file that was named stands for those beside it, and comes last.
    let isNamed = { (path: String) in path.hasSuffix(".\(ending)") }
    try AtomicFile.write(files.filter { !isNamed($0.path) } + files.filter { isNamed($0.path) })
    switch format {
    case .table:
      print("\(survey.patches.count) patches. Written: \(output)")
    case .json:
      let document = JSONValue.members([
        "map": .string(map.value), "kind": .string(kind.rawValue), "patch_count": .integer(survey.patches.count),
        "files": .array(files.map { .string($0.path) }),
      ])
      print(document.stating(.export).document)
    }
  }
}
