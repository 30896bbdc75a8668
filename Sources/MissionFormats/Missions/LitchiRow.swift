import FieldGeometry
import FlightPlanning
import Quantities
import Tables

/// A waypoint in a table of Litchi; the numbers of modes and actions are those of its hub.
struct LitchiRow {
  private let row: CSVRow
  private let columns: [String: Int]
  private let file: String

  /// A picture, and the camera turned to an angle.
  private static let (picture, tilt) = (1.0, 5.0)
  private static let mostActions = 15
  /// What a speed of 0, the mission's own cruising speed, is taken for; the table does not say it.
  private static let cruisingSpeed = Speed.metersPerSecond(5)

  init(_ row: CSVRow, columns: [String: Int], file: String) {
    self.row = row
    self.columns = columns
    self.file = file
  }

  private func number(_ name: String) -> Double? {
    columns[name].flatMap { row.cells.indices.contains($0) ? Double(row.cells[$0]) : nil }
  }

  /// Puts the point behind others, more than once where it takes pictures in different directions.
  ///
  /// - Throws: `MissionFormatsError.notAMission` where it has no place.
  func add(to points: inout [MissionDocument.Point], aim: inout CameraAim, notes: inout [String]) throws {
    guard let latitude = number("latitude"), let longitude = number("longitude"),
      let place = try? GeoCoordinate(latitude: .degrees(latitude), longitude: .degrees(longitude)),
      let altitude = number("altitude(m)")
    else {
      throw MissionFormatsError.notAMission(
        file: file,
        reason: "line \(row.line) has no latitude, longitude and altitude"
      )
    }
    func note(_ sentence: String?) {
      if let sentence, !notes.contains(sentence) { notes.append(sentence) }
    }
    switch number("gimbalmode") {
    case 1: note(aim.look(atPlace: true, by: "gimbalmode 1"))
    case 2: note(aim.turn(to: number("gimbalpitchangle") ?? -90, by: "gimbalmode 2"))
    default: break
    }
    let speed = number("speed(m/s)") ?? 0
    if speed <= 0 { note("its cruising speed is not in the file; 5 m/s were taken") }
    var point = MissionDocument.Point(
      coordinate: place,
      altitude: .meters(altitude),
      reference: number("altitudemode") == 1 ? .ground : .takeoff,
      speed: speed > 0 ? .metersPerSecond(speed) : Self.cruisingSpeed,
      pictures: .none,
      looksDown: aim.isDown
    )
    for index in 1...Self.mostActions {
      switch number("actiontype\(index)") {
      case Self.picture:
        points.append(point.taking(.once, down: aim.isDown))
      case Self.tilt: note(aim.turn(to: number("actionparam\(index)") ?? -90, by: "action 5"))
      default: break
      }
    }
    point.looksDown = aim.isDown
    if let distance = number("photo_distinterval"), distance > 0 {
      point.pictures = .everyDistance(.meters(distance))
    } else if let time = number("photo_timeinterval"), time > 0 {
      point.pictures = .everyTime(.bounded(seconds: min(time, 86_400)))
    }
    // The last picture on request is of the same point, if nothing else begins there.
    if points.last?.coordinate != place || points.last?.pictures != .once || point.pictures != .none
      || points.last?.looksDown != point.looksDown
    {
      points.append(point)
    }
  }
}

extension MissionDocument.Point {
  /// The same point with other pictures.
  func taking(_ pictures: FlownPoint.Pictures, down: Bool) -> MissionDocument.Point {
    var point = self
    point.pictures = pictures
    point.looksDown = down
    return point
  }
}
