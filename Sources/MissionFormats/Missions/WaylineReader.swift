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
    var aim = CameraAim()
    for (index, folder) in document.all("Folder").enumerated() {
      let points = try points(of: folder, takeoff: takeoff, mission: &mission)
      let camera = WaylineCamera(folder, wayline: index + 1)
      mission.flights.append(camera.photographing(points, aim: &aim, notes: &mission.notes))
    }
    if !aim.isTold { mission.notes.append("nothing in it turns the camera; it was taken to look straight down") }
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
    return try marks.map { mark in
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
  }
}

extension MarkupElement {
  /// The numbers between commas that it holds.
  fileprivate var numbers: [Double] { trimmed.split(separator: ",").compactMap { Double($0) } }

  /// The whole number that a child holds.
  func whole(_ name: String) -> Int? { self[name].flatMap { Int($0.trimmed) } }
}
