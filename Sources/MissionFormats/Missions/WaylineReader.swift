import FieldGeometry
import FlightPlanning
import Markup
import Quantities

/// A reader of DJI's wayline missions (WPML).
enum WaylineReader {
  static func mission(in waylines: [UInt8], template: [UInt8]?, file: String) throws -> MissionDocument {
    let document = try markup(waylines, "wpmz/waylines.wpml", file: file)
    guard document.name == "kml" else {
      throw MissionFormatsError.notAMission(file: file, reason: "its wpmz/waylines.wpml is no KML")
    }
    var mission = MissionDocument(file: file, flights: [])
    let takeoff =
      try template.map { try markup($0, "wpmz/template.kml", file: file) }?
      .all("takeOffRefPoint").first?.numbers ?? []
    if takeoff.count >= 2 {
      mission.takeoff = try? GeoCoordinate(latitude: .degrees(takeoff[0]), longitude: .degrees(takeoff[1]))
    }
    for (index, folder) in document.all("Folder").enumerated() {
      if let pitch = gimbalPitch(of: folder), (pitch + 90).magnitude > 5 {
        mission.notes.append(
          "wayline \(index + 1) looks \(Figure.text(pitch, 1)) degrees down, not straight, and was left out"
        )
        continue
      }
      mission.flights.append(try points(of: folder, takeoff: takeoff, mission: &mission))
    }
    if let info = document.all("droneInfo").first, let payload = document.all("payloadInfo").first,
      let aircraft = info.whole("droneEnumValue"), let camera = payload.whole("payloadEnumValue")
    {
      mission.drone = (aircraft, info.whole("droneSubEnumValue") ?? 0, camera)
    }
    return mission
  }

  private static func markup(_ bytes: [UInt8], _ name: String, file: String) throws -> MarkupElement {
    do {
      return try MarkupElement.read(bytes)
    } catch let reason as MarkupError {
      throw MissionFormatsError.notAMission(file: file, reason: "of its \(name), \(reason)")
    }
  }

  /// The first pitch of the camera that a wayline asks for, in degrees; nil where it asks for none.
  private static func gimbalPitch(of folder: MarkupElement) -> Double? {
    folder.all("actionActuatorFuncParam").lazy.compactMap { $0.number("gimbalPitchRotateAngle") }.first
  }

  private static func points(
    of folder: MarkupElement,
    takeoff: [Double],
    mission: inout MissionDocument
  ) throws -> [MissionDocument.Point] {
    let speed = folder.number("autoFlightSpeed") ?? 5
    let mode = folder["executeHeightMode"]?.trimmed
    let isAboveEllipsoid = mode == "WGS84"
    let ground = isAboveEllipsoid ? takeoff.dropFirst(2).first : 0
    if isAboveEllipsoid {
      let text =
        ground.map {
          "heights above the ellipsoid were counted from \(Figure.text($0, 1)) m, the reference of the take-off"
        }
        ?? "heights above the ellipsoid were taken as heights above the ground, since the file names no take-off"
      if !mission.notes.contains(text) { mission.notes.append(text) }
    }
    let marks = folder.children.filter { $0.name == "Placemark" }
    var points = try marks.map { mark in
      let numbers = mark["Point"]?["coordinates"]?.numbers ?? []
      guard numbers.count >= 2,
        let place = try? GeoCoordinate(latitude: .degrees(numbers[1]), longitude: .degrees(numbers[0]))
      else {
        throw MissionFormatsError.notAMission(file: mission.file, reason: "a waypoint has no longitude and latitude")
      }
      return MissionDocument.Point(
        coordinate: place,
        altitude: .meters((mark.number("executeHeight") ?? 0) - (ground ?? 0)),
        reference: mode == "realTimeFollowSurface" ? .ground : .takeoff,
        speed: .metersPerSecond(mark.number("waypointSpeed") ?? speed),
        pictures: .none,
        stops: mark["waypointTurnParam"]?["waypointTurnMode"]?.trimmed.hasPrefix("toPointAndStop") ?? false
      )
    }
    for group in marks.flatMap({ mark in mark.children.filter { $0.name == "actionGroup" } }) {
      let functions = group.children.filter { $0.name == "action" }.compactMap { $0["actionActuatorFunc"]?.trimmed }
      guard functions.contains("takePhoto"), let trigger = group["actionTrigger"],
        let first = group.whole("actionGroupStartIndex"), let last = group.whole("actionGroupEndIndex"),
        points.indices.contains(first), first <= last
      else { continue }
      let amount = trigger.number("actionTriggerParam") ?? 0
      switch trigger["actionTriggerType"]?.trimmed {
      case "multipleDistance" where amount > 0:
        for index in first..<min(last, points.count) { points[index].pictures = .everyDistance(.meters(amount)) }
      case "multipleTiming" where amount > 0:
        for index in first..<min(last, points.count) {
          points[index].pictures = .everyTime(.bounded(seconds: min(amount, 86_400)))
        }
      case "reachPoint": points[first].pictures = .once
      default: break
      }
    }
    return points
  }
}

extension MarkupElement {
  /// The numbers between commas that it holds.
  fileprivate var numbers: [Double] { trimmed.split(separator: ",").compactMap { Double($0) } }

  /// The whole number that a child holds.
  fileprivate func whole(_ name: String) -> Int? { self[name].flatMap { Int($0.trimmed) } }
}
