import ArgumentParser
import Documents
import FieldGeometry
import FlightPlanning
import Foundation
import GeoRaster
import MissionFormats
import Quantities
import ResultFiles

/// Judges missions that somebody has planned.
struct CheckCommand: MissionFileReader {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract:
      "Judge missions that somebody has planned: what they would show of a field, and what stands against them.",
    discussion: """
      EXAMPLE: ragweed check mission.plan --field field.geojson --drone phantom-4-pro
      EXAMPLE: ragweed check plan/field-01.plan plan/field-02.plan --field field.geojson --mission mission.yaml
      EXAMPLE: ragweed check mission.kmz --field field.kml --terrain dem.tif --no-fly zones.kml --wind 6m/s@270deg

      Options that are seldom needed: --help-all.
      """
  )

  @Argument(
    help: "The missions, one for each flight: .plan, .waypoints, .kmz or Litchi's .csv.",
    completion: .file(extensions: ["plan", "waypoints", "kmz", "csv"])
  )
  var missions: [String]

  @Option(
    help: .value("file", "The field: GeoJSON, KML, KMZ, GeoPackage or Shapefile."),
    completion: .field
  )
  var field: String

  @OptionGroup var missionOption: MissionOption

  @OptionGroup var options: CheckOptions

  @Option(help: "How to print: table or json.")
  var format: DocumentFormat = .table

  func run() throws {
    let missions = try missions.map(Self.mission)
    var notes: [String] = []
    var site = try FieldFile.site(path: field, notes: &notes)
    let (boundaries, frame) = (site.polygons, site.frame)
    let drone = try drone(for: missions)
    for mission in missions { try Self.checkPlace(of: mission, near: boundaries, frame: frame) }
    for mission in missions { try mission.checkExtent(around: frame) }
    let ground = options.ground
    try ground.checkTakeoff(in: frame)
    guard ground.takeoff == nil || ground.terrain != nil else {
      throw ValidationError.noEffect("--takeoff", without: "--terrain")
    }
    if let zones = try ground.zones(in: frame, notes: &notes) {
      notes += try GroundOptions.notes(of: zones, around: site)
      site = try site.keepingOff(zones)
    }
    let terrain = try ground.elevation().map { source in
      MissionTerrain(
        source: source,
        frame: frame,
        takeoffs: missions.flatMap { mission in
          mission.flights.map { _ in (ground.takeoff ?? mission.takeoff).map(frame.localPoint(of:)) }
        }
      )
    }
    let conditions = options.limits
    let evaluation = try WaitingLine.during("Checking") {
      try MissionEvaluation(
        of: missions.flatMap { $0.flights(in: frame, overTerrain: terrain != nil) },
        over: site,
        terrain: terrain,
        with: drone,
        conditions: conditions,
        dynamics: options.dynamics,
        wind: options.wind.wind ?? .calm
      )
    }
    let report = MissionReport(
      evaluation: evaluation,
      files: self.missions,
      site: site,
      drone: drone,
      exposure: conditions.exposure,
      notes: notes
        + missions.flatMap { mission in
          (mission.notes
            + mission.altitudeNotes(
              overTerrain: terrain != nil,
              takeoffGiven: ground.takeoff != nil,
              wording: .options
            ))
            .map { "'\(mission.file)': \($0)" }
        }
    )
    switch format {
    case .json: print(report.json.document)
    case .table: print(report.table)
    }
    for note in report.notes { StandardError.write("Note: \(note).") }
    for limit in evaluation.limits where limit.severity == .warning {
      StandardError.write("Warning: \(limit.message(.options))")
    }
  }

  /// Refuses a mission that would lie at the field only with latitude and longitude exchanged.
  private static func checkPlace(of mission: MissionDocument, near field: [FieldBoundary], frame: LocalFrame) throws {
    guard let place = mission.flights.joined().first(where: { _ in true })?.coordinate,
      let corner = try field.first?.outer.vertices.first.map(frame.coordinate(of:)), place.looksSwapped(beside: corner)
    else { return }
    throw MissionFormatsError.swapped(file: mission.file, hint: "only the other way round it lies near the field")
  }

  private static func mission(path: String) throws -> MissionDocument {
    let bytes = try InputFile.bytes(path: path, limit: 64 << 20)
    guard bytes.starts(with: [0x50, 0x4B, 3, 4]) else { return try MissionDocument(reading: bytes, file: path) }
    let archive = try ArchiveReader(path: path)
    // The one layout that DJI's own programs take.
    let template = "wpmz/template.kml"
    return try MissionDocument(
      readingWaylines: archive.bytes(of: "wpmz/waylines.wpml"),
      template: archive.names.contains(template) ? archive.bytes(of: template) : nil,
      file: path
    )
  }

  /// The drone that is named, or else the one of the catalogue that the file means: by DJI's numbers, or by the camera of
  /// a survey item.
  private func drone(for missions: [MissionDocument]) throws -> Drone {
    if let named = try options.drone.named() { return named }
    guard let meant = try Self.drone(meantBy: missions, in: options.drone.known()) else {
      throw CommandError.missingOption(
        what: "a drone, whose camera says what the pictures show",
        remedy: "Name one with --drone; 'ragweed drones' lists all."
      )
    }
    return try options.drone.loaded(meant)
  }

  private static func drone(meantBy missions: [MissionDocument], in catalog: Catalog) -> Drone? {
    for numbers in missions.compactMap(\.drone) {
      let meant = catalog.drones.filter {
        $0.waylineModel?.drone == numbers.aircraft && $0.waylineModel?.droneVariant == numbers.variant
          && $0.waylineModel?.payload == numbers.payload
      }
      // More than one where a camera takes several lenses: then only the user knows.
      if let drone = meant.first, meant.count == 1 { return drone }
    }
    for camera in missions.compactMap(\.camera) {
      // Programs round sensors and focal lengths; the pixels tell cameras apart.
      let meant = catalog.drones.filter {
        $0.camera.widthInPixels == camera.widthInPixels && abs($0.camera.sensorWidth / camera.sensorWidth - 1) < 0.02
          && abs($0.camera.focalLength / camera.focalLength - 1) < 0.02
      }
      if let drone = meant.first, meant.count == 1 { return drone }
    }
    return nil
  }
}
