import Documents
import FieldGeometry
import FlightPlanning
import Foundation
import GeoRaster
import MissionFormats
import Quantities
import ResultFiles

extension PlanCommand {
  /// Evaluates missions that somebody has planned, and prints what they would do over the field.
  func check(_ field: String, with missionFile: MissionFile?) throws {
    let missions = try missionsToCheck.map(Self.mission)
    let (boundaries, frame) = try FieldFile.read(path: field).onPlane()
    let payload = try flightOptions.payloadPower ?? missionFile?.value("payload-power", Power.init(parsing:))
    let drone = try drone(for: missions, missionFile: missionFile).carrying(payload ?? .zero)
    var conditions = FlightConditions()
    if let missionFile { try Self.apply(missionFile, to: &conditions) }
    conditionOptions.apply(to: &conditions)
    var dynamics = FlightDynamics()
    if let share = try battery ?? missionFile?.value("battery", BatteryShare.parse) {
      dynamics.usableBatteryShare = share
    }
    for mission in missions { try Self.checkPlace(of: mission, near: boundaries, frame: frame) }
    let takeoff = try layoutOptions.takeoff ?? missionFile?.value("takeoff", Place.parse)
    let terrain = try flightOptions.terrainPath(missionFile).map { path in
      MissionTerrain(
        source: try ElevationRaster(path: path),
        frame: frame,
        takeoffs: missions.flatMap { mission in
          mission.flights.map { _ in (takeoff ?? mission.takeoff).map(frame.localPoint(of:)) }
        }
      )
    }
    let evaluation = try MissionEvaluation(
      of: missions.flatMap { $0.flights(in: frame, overTerrain: terrain != nil) },
      over: boundaries,
      terrain: terrain,
      with: drone,
      conditions: conditions,
      dynamics: dynamics
    )
    let report = MissionReport(
      evaluation: evaluation,
      files: missionsToCheck,
      field: boundaries,
      drone: drone,
      exposure: conditions.exposure,
      notes: missions.flatMap { mission in
        (mission.notes + mission.altitudeNotes(overTerrain: terrain != nil, takeoffGiven: takeoff != nil))
          .map { "'\(mission.file)': \($0)" }
      }
    )
    switch format {
    case .json: print(report.json.document)
    case .table: print(report.table)
    }
    for note in report.notes { StandardError.write("Note: \(note).") }
    for limit in evaluation.limits where limit.severity == .warning { StandardError.write("Warning: \(limit.message)") }
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
  private func drone(for missions: [MissionDocument], missionFile: MissionFile?) throws -> Drone {
    let catalog = try CatalogLoader.load(userPath: catalog)
    if let id = drone ?? missionFile?.text("drone") { return try catalog.drone(id: id) }
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
    throw CommandError.missingOption(
      what: "a drone, whose camera says what the pictures show",
      remedy: "Name one with --drone; 'ragweed drones' lists all."
    )
  }
}
