import ArgumentParser
import Documents
import FlightPlanning
import Foundation
import MissionFormats
import ResultFiles

/// Plans a survey of a field.
struct PlanCommand: MissionFileReader {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Plan a survey of a field and write the files to fly it.",
    discussion: """
      Lines are laid half a picture from the edges and evenly between, clipped to the field, in the direction that takes \
      the least time, or cell by cell where that is quicker. The result says what limits the flight and what was \
      changed; nothing is changed silently. 'ragweed check' judges a mission, 'ragweed cover' covers a map in metres.

      EXAMPLE: ragweed plan field.geojson --drone phantom-4-pro --gsd 1cm --output plan
      EXAMPLE: ragweed plan field.geojson --drone phantom-4-pro --gsd 1cm --terrain dem.tif --wind 5m/s@270deg
      EXAMPLE: ragweed plan field.geojson --drone phantom-4-pro --gsd 1cm --no-fly zones.kml --clearance 10m
      EXAMPLE: ragweed plan field.geojson --drone phantom-4-pro --gsd 2mm --revisit map.geojson --output again
      EXAMPLE: ragweed plan road.gpx --drone phantom-4-pro --gsd 5mm --corridor 12m
      EXAMPLE: ragweed plan field.kml --mission mission.yaml --angle 30deg --output plan --overwrite

      Options that are seldom needed: --help-all.
      """
  )

  @Argument(
    help: "The field: GeoJSON, KML, KMZ, GeoPackage or Shapefile, one polygon or several, with holes; see --corridor.",
    completion: .field
  )
  var field: String

  @OptionGroup var missionOption: MissionOption

  @OptionGroup var options: PlanOptions

  func run() throws {
    let output = options.output
    try options.checkUses()
    let name = try output.planName(field: field)
    let request = try options.request()
    let ground = try WaitingLine.during("Reading the field") {
      try PlanGround(of: field, request: request, options: options)
    }
    if let warning = ground.warning { StandardError.write("Warning: \(warning).") }
    let plan = try WaitingLine.during("Planning") {
      try SurveyPlan(for: ground.site, request: request, terrain: options.ground.elevation())
    }
    let formats = output.chosenFormats
    let formatAdjustments = PlanFormat.allCases.filter(formats.contains).flatMap { $0.adjustments(of: plan) }
    let summary = PlanSummary.json(
      of: plan,
      name: name,
      parts: PlanSummary.parts(of: plan.site, savings: ground.savings),
      formatAdjustments: formatAdjustments,
      wording: .options
    )

    if output.output != nil { try write(plan, name: name, formats: formats, summary: summary) }
    switch output.format {
    case .json: print(summary.document)
    case .table: print(PlanReport.table(plan, name: name))
    }
    for adjustment in formatAdjustments {
      StandardError.write(
        "Changed: \(adjustment.what) from \(adjustment.from) to \(adjustment.to). \(adjustment.reason)"
      )
    }
    for note in ground.notes { StandardError.write("Note: \(note).") }
    for limit in plan.limits where limit.severity == .warning {
      StandardError.write("Warning: \(limit.message(.options))")
    }
  }

  /// Writes the files of a plan; everything is made before the first of them, so that a failure leaves nothing behind.
  private func write(_ plan: SurveyPlan, name: String, formats: Set<PlanFormat>, summary: JSONValue) throws {
    guard let output = options.output.output else { return }
    let files = try PlanFiles(plan, name: name, formats: formats, summary: summary)
    let ground = options.ground
    let inputs = [
      field, mission, options.drone.catalog, ground.terrain, ground.noFly, options.parts.revisit, options.parts.flown,
    ]
    try files.checkInputs(inputs.compactMap(\.self), folder: output)
    let folder = try OutputFolder(path: output, overwrite: options.output.overwrite)
    let outdated = try files.staleSorties(of: name, in: folder)
    try folder.publish(files.contents, removing: outdated)
    for stale in outdated {
      StandardError.write("Removed '\(stale)', a sortie of an earlier plan of that name.")
    }
    StandardError.write("Wrote \(files.contents.count) files into '\(output)'.")
    for reason in files.leftOut { StandardError.write("Warning: \(reason)") }
    if PlanGeoJSON.isGrouped(plan) {
      StandardError.write(
        """
        plan.geojson has one capture and one footprint feature per line: \(plan.imageCount) pictures are too many for \
        one each.
        """
      )
    }
  }
}
