import ArgumentParser
import Documents
import Foundation
import InfestationReporting
import Quantities

/// `ragweed prescribe`: a finished map as a sprayer's prescription.
struct PrescribeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prescribe",
    abstract: "Make a sprayer's prescription of a map: zones around patches, or a grid.",
    discussion: """
      Zones are patches with a buffer, clipped to the field, without holes. Terminals differ: isoxml-zones and isoxml-grid \
      are both ISO 11783-10 (version 3.3), shapefile has a rate for each zone, agras is a field and a raster for DJI's \
      spraying drones and was not tried on a machine. Copy the folder onto the stick as it is.

      EXAMPLE: ragweed prescribe map --field field.geojson --rate 200l/ha --kind isoxml-grid --output stick
      """
  )

  @OptionGroup var map: MapArgument

  @Option(help: .value("file", "The outline of the field, in any reference system."), completion: .file())
  var field: String

  @Option(help: .value("rate", "How much is put on: 200l/ha or 3kg/ha."), transform: Self.rate)
  var rate: ApplicationRate

  @Option(
    help: .value(
      "length",
      "How far around patches is treated (default: half a section, the error of the swath and two sigma of the map)."
    ),
    transform: { try Length(parsing: $0) }
  )
  var buffer: Length?

  @Option(
    help: .value("length", "The width of a part of the boom that is switched by itself."),
    transform: { try Length(parsing: $0) }
  )
  var section = Length.meters(0.5)

  @Option(
    help: .value("length", "How far the machine may drive beside its line."),
    transform: { try Length(parsing: $0) }
  )
  var swathError = Length.meters(0.1)

  @Option(help: .value("length", "The side of a cell of a grid."), transform: { try Length(parsing: $0) })
  var cell = Length.meters(1)

  @Option(help: .value("count", "The most zones; the buffer grows until there are no more."))
  var maxZones = 1000

  @Option(help: "What reads it.")
  var kind = PrescriptionFiles.Kind.isoxmlZones

  @Option(help: .value("text", "What the task is called on the terminal."))
  var name = "ragweed"

  @Option(help: .value("text", "What is put on."))
  var product = "spray"

  @Flag(help: "Go on although the map lies worse than a section is wide.")
  var force = false

  @Option(help: "How to print the figures.")
  var format = DocumentFormat.table

  @Option(help: .value("folder", "The folder for the files."), completion: .directory)
  var output: String

  @Flag(help: "Replace an earlier prescription.")
  var overwrite = false

  func validate() throws {
    guard maxZones > 0 else { throw ValidationError("--max-zones \(maxZones) is no number above zero.") }
    for (option, value) in [("--section", section), ("--cell", cell)] where value <= .zero {
      throw ValidationError("\(option) has to be above zero.")
    }
  }

  func run() throws {
    var request = PrescriptionRequest(rate: rate)
    (request.buffer, request.section, request.swathError, request.cell) = (buffer, section, swathError, cell)
    (request.mostZones, request.name, request.product, request.isForced) = (maxZones, name, product, force)
    let survey = try SurveyMap(path: map.value, coverage: map.coverage)
    let prescription = try Prescription(survey, field: field, request: request)
    let files = try PrescriptionFiles(prescription, kind: kind, version: Ragweed.configuration.version)
    let document = prescription.document(kind, grid: files.grid)
    for notice in prescription.notices { StandardError.write("Note: \(notice)") }
    try ResultPublisher.publish(
      files.files + [("prescription.json", ResultPublisher.data(of: document))],
      to: output,
      overwrite: overwrite
    )
    guard format == .table else { return print(document.document) }
    print(Self.text(prescription, grid: files.grid))
    print("Written: \(output)")
  }

  private static func rate(_ text: String) throws -> ApplicationRate {
    guard let rate = ApplicationRate(parsing: text) else {
      throw ValidationError("'\(text)' is no rate. Write an amount with its unit, as in 200l/ha or 3kg/ha.")
    }
    return rate
  }

  private static func text(_ prescription: Prescription, grid: PrescriptionGrid?) -> String {
    let unit = prescription.request.rate.unit == .litresPerHectare ? "l" : "kg"
    var text = String(
      format: "%d zones with a buffer of %.2f m: %.2f m2 treated, %.2f %s. Saved %.1f %% against the surveyed field."
        .replacingOccurrences(of: "%s", with: unit),
      prescription.zones.count,
      prescription.buffer.meters,
      prescription.treated.squareMeters,
      prescription.amount,
      100 * prescription.saved
    )
    if let grid {
      let saved = 1 - grid.treated / prescription.compared.squareMeters
      text += String(
        format: "\nGrid of %d x %d cells, %d on: %.2f m2 treated, saved %.1f %%.",
        grid.columns,
        grid.rows,
        grid.onCount,
        grid.treated,
        100 * max(0, saved)
      )
    }
    return text
  }
}
