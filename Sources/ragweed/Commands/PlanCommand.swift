import ArgumentParser
import Documents
import FieldGeometry
import FlightPlanning
import Foundation
import GeoRaster
import MissionFormats
import Quantities
import ResultFiles

/// Plans a survey of a field.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Plan a survey of a field and write the files to fly it.",
    discussion: """
      Lines are laid half a picture from the edges and evenly between, clipped to the field, in the direction that takes \
      the least time, or cell by cell where that is quicker. The result says what limits the flight and what was changed; nothing is changed silently.

      EXAMPLE: ragweed plan field.geojson --drone phantom-4-pro --gsd 1cm --output plan
      EXAMPLE: ragweed plan field.geojson --drone phantom-4-pro --gsd 1cm --terrain dem.tif --wind 5m/s@270deg
      EXAMPLE: ragweed plan field.geojson --drone phantom-4-pro --gsd 2mm --revisit map.geojson --output again
      EXAMPLE: ragweed plan field.geojson --drone phantom-4-pro --gsd 1cm --no-fly zones.kml --clearance 10m
      EXAMPLE: ragweed plan road.gpx --drone phantom-4-pro --gsd 5mm --corridor 12m
      EXAMPLE: ragweed plan --check mission.plan field.geojson --drone phantom-4-pro --terrain dem.tif
      EXAMPLE: ragweed plan --plane map.json --swath 3m --vmax 3m/s --acceleration 1m/s2 --start 0,0 --format json
      EXAMPLE: ragweed plan field.kml --mission mission.yaml --angle 30deg --output plan --overwrite
      """
  )

  @Argument(
    help: "The field: GeoJSON, KML, KMZ, GeoPackage or Shapefile, one polygon or several, with holes; see --corridor."
  )
  var field: String?

  @OptionGroup(title: "On a plane, instead of a field") var planeOptions: PlaneOptions

  @Option(help: "YAML file with any of these options, by their long names; options win over it.")
  var mission: String?

  @Option(help: "Id of the drone, as 'ragweed drones' lists it.")
  var drone: String?

  @Option(help: "Length on the ground of a pixel, such as 1cm.", transform: Length.init(parsing:))
  var gsd: Length?

  @Option(help: "Altitude over the ground, such as 45m.", transform: Length.init(parsing:))
  var altitude: Length?

  @Option(
    help: "Area of the smallest plant to find, such as 10cm2; sets the length of a pixel.",
    transform: Area.init(parsing:)
  )
  var plantArea: Area?

  @Option(help: "Speed over the ground; the highest that can be flown unless given.", transform: Speed.init(parsing:))
  var speed: Speed?

  @Option(help: "Part of the flight time to use (default: 80%).", transform: BatteryShare.parse)
  var battery: Double?

  @OptionGroup var conditionOptions: ConditionOptions

  @OptionGroup(title: "Lines") var layoutOptions: LayoutOptions

  @OptionGroup(title: "Terrain, wind and batteries") var flightOptions: FlightOptions

  @OptionGroup(title: "Cost") var costOptions: CostOptions

  @OptionGroup(title: "Corridors and no-fly zones") var groundOptions: GroundOptions

  @OptionGroup(title: "Parts of the field") var partOptions: PartOptions

  @Option(name: [.short, .long], help: "Folder for the files; without it only the summary is printed.")
  var output: String?

  @Flag(help: "Replace files in the output folder.")
  var overwrite = false

  @Option(help: "Formats to write, joined by commas: qgc, wpl, wpml, litchi, kml, gpx, geojson.")
  var formats: String = "qgc,geojson"

  @Option(help: "How to print the summary: table or json.")
  var format: DocumentFormat = .table

  @Option(help: "Name of the plan and its files (default: the field's file name).")
  var name: String?

  @Option(help: "YAML file with your own cameras and drones.")
  var catalog: String?

  @Option(
    name: .customLong("check"),
    help: "Evaluate this mission instead of planning one: .plan, .waypoints or .kmz; once for each flight."
  )
  var missionsToCheck: [String] = []

  func validate() throws {
    guard (field == nil) != (planeOptions.plane == nil) else {
      throw ValidationError("Give either a field or --plane with a map.")
    }
    let targets = [gsd != nil, altitude != nil, plantArea != nil].count { $0 }
    guard missionsToCheck.isEmpty || output == nil else {
      throw ValidationError("There is no --output with --check, which only prints. Leave one of them out.")
    }
    guard targets <= 1 else { throw ValidationError("Give only one of --gsd, --altitude and --plant-area.") }
  }

  func run() throws {
    if let map = planeOptions.plane { return try planeOptions.plan(map, format: format) }
    guard let field else { return }
    let missionFile = try mission.map(MissionFile.init(path:))
    guard missionsToCheck.isEmpty else { return try check(field, with: missionFile) }
    let chosenFormats = try PlanFormat.parse(formats)
    let name = try planName(missionFile, field: field)
    let ground = try groundOptions.ground(field, parts: partOptions, request: request(missionFile), missionFile)
    let terrain = try flightOptions.terrainPath(missionFile).map(ElevationRaster.init(path:))
    let plan = try SurveyPlan(for: ground.polygons, in: ground.frame, request: ground.request, terrain: terrain)
    let formatAdjustments = PlanFormat.allCases.filter(chosenFormats.contains).flatMap { $0.adjustments(of: plan) }
    let summary = PlanSummary.json(of: plan, name: name, parts: ground.report, formatAdjustments: formatAdjustments)

    // Everything is made before the first file is written, so that a failure leaves nothing behind.
    if let output {
      let files = try PlanFiles(plan, name: name, formats: chosenFormats, summary: summary)
      try files.checkInputs(
        [field, mission, catalog, groundOptions.zonePath(missionFile)].compactMap { $0 },
        folder: output
      )
      let folder = try OutputFolder(path: output, overwrite: overwrite)
      for file in files.contents { try folder.write(file.data, as: file.name) }
      for stale in try files.removeStaleSorties(of: name, in: folder) {
        StandardError.write("Removed '\(stale)', a sortie of an earlier plan of that name.")
      }
      StandardError.write("Wrote \(files.contents.count) files into '\(output)'.")
      if PlanGeoJSON.isGrouped(plan) {
        StandardError.write(
          "plan.geojson has one capture and one footprint feature per line: \(plan.imageCount) pictures are too many for one each."
        )
      }
    }
    switch format {
    case .json: print(summary.document)
    case .table: print(PlanReport.table(plan, name: name))
    }
    for adjustment in formatAdjustments {
      StandardError.write(
        "Changed: \(adjustment.what) from \(adjustment.from) to \(adjustment.to). \(adjustment.reason)"
      )
    }
    for note in ground.notes { StandardError.write("Note: \(note).") }
    for limit in plan.limits where limit.severity == .warning { StandardError.write("Warning: \(limit.message)") }
  }

  private func planName(_ file: MissionFile?, field: String) throws -> String {
    let name =
      self.name ?? file?.text("name") ?? URL(fileURLWithPath: field).deletingPathExtension().lastPathComponent
    let isSafe = name.allSatisfy { $0.isLetter || $0.isNumber || " .-_".contains($0) }
    guard isSafe, !name.isEmpty, !name.hasPrefix(".") else { throw CommandError.invalidName(name: name) }
    return name
  }

  private func request(_ file: MissionFile?) throws -> SurveyRequest {
    guard let id = drone ?? file?.text("drone") else {
      throw CommandError.missingOption(
        what: "a drone",
        remedy: "Name one with --drone; 'ragweed drones' lists all."
      )
    }
    var request = try SurveyRequest(drone: CatalogLoader.load(userPath: catalog).drone(id: id), target: target(file))
    var conditions = request.conditions
    if let file { try Self.apply(file, to: &conditions) }
    conditionOptions.apply(to: &conditions)
    request.conditions = conditions
    try flightOptions.apply(to: &request, file)
    try costOptions.apply(to: &request, file)
    request.speed = try speed ?? file?.value("speed", Speed.init(parsing:))
    if let share = try battery ?? file?.value("battery", BatteryShare.parse) {
      request.dynamics.usableBatteryShare = share
    }
    try layoutOptions.apply(to: &request, file)
    return request
  }

  private func target(_ file: MissionFile?) throws -> SurveyTarget {
    // An option for one of the three goes before whichever of them the file has.
    if let gsd { return .groundSamplingDistance(GroundSamplingDistance(gsd)) }
    if let altitude { return .altitude(altitude) }
    if let plantArea { return .plantArea(plantArea) }
    let targets: [SurveyTarget?] = [
      try file?.value("gsd", Length.init(parsing:)).map { .groundSamplingDistance(GroundSamplingDistance($0)) },
      try file?.value("altitude", Length.init(parsing:)).map { .altitude($0) },
      try file?.value("plant-area", Area.init(parsing:)).map { .plantArea($0) },
    ]
    let given = targets.compactMap { $0 }
    guard let target = given.first, given.count == 1 else {
      throw CommandError.missingOption(
        what: "one of a ground sampling distance, an altitude and a plant area",
        remedy: "Give one of --gsd, --altitude and --plant-area."
      )
    }
    return target
  }

  static func apply(_ file: MissionFile, to conditions: inout FlightConditions) throws {
    if let value = try file.value("exposure", Duration.init(parsing:)) { conditions.exposure = value }
    if let value = try file.value("blur-limit", PixelCount.parse) { conditions.blurLimitInPixels = value }
    if let value = try file.value("blur-warning", PixelCount.parse) { conditions.blurWarningInPixels = value }
    if let value = try file.value("max-altitude", Length.init(parsing:)) { conditions.maximumAltitude = value }
    if let value = try file.value("min-altitude", Length.init(parsing:)) { conditions.minimumAltitude = value }
    if let value = try file.value("obstacle-height", Length.init(parsing:)) { conditions.obstacleHeight = value }
    if let value = try file.value("frontlap", Overlap.init(parsing:)) { conditions.frontlap = value }
    if let value = try file.value("sidelap", Overlap.init(parsing:)) { conditions.sidelap = value }
  }
}
