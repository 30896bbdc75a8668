import FieldGeometry
import FlightPlanning
import Quantities

/// Follows the items of a MAVLink mission and gathers the points flown; the numbers are MAVLink's.
struct MissionItemWalk {
  let file: String
  /// The take-off, where the file names it.
  let home: GeoCoordinate?
  private(set) var points: [MissionDocument.Point] = []
  private(set) var notes: [String] = []
  private var speed: Speed
  private var pictures = FlownPoint.Pictures.none
  private var aim = CameraAim()

  /// The commands that fly to a place: waypoint, loiter and spline.
  private static let ways: Set<Int> = [16, 17, 18, 19, 82]

  private typealias Altitude = (altitude: Length, reference: AltitudeReference)

  init(file: String, home: GeoCoordinate?, speed: Speed) {
    self.file = file
    self.home = home
    self.speed = speed
  }

  /// Follows an item.
  ///
  /// - Parameter item: the item; jumps are followed by `MissionSequence`.
  /// - Throws: `MissionFormatsError.notAMission` where its place is not on the Earth.
  mutating func add(_ item: MissionCommand) throws {
    let (frame, parameters) = (item.frame, item.parameters)
    if let inexact = Self.inexact[item.command] { note(inexact + " (command \(item.command))") }
    switch item.command {
    case let way where Self.ways.contains(way): try fly(frame: frame, parameters)
    // NAV_TAKEOFF, NAV_VTOL_TAKEOFF: without a place, from where the drone stands.
    case 22, 84: try takeOff(frame: frame, parameters)
    // NAV_LAND, NAV_VTOL_LAND.
    case 21, 85: try land(parameters)
    // NAV_RETURN_TO_LAUNCH.
    case 20: if let home, let last = points.last { append(home, (last.altitude, last.reference)) }
    // DO_CHANGE_SPEED.
    case 178: if parameters[1] > 0 { change(speed: .metersPerSecond(parameters[1])) }
    // DO_SET_CAM_TRIGG_DIST.
    case 206: photograph(parameters[0] > 0 ? .everyDistance(.meters(parameters[0])) : .none)
    // IMAGE_START_CAPTURE: one picture, or one after each time.
    case 2000:
      // A day between two pictures is no survey, and what is much longer is no duration.
      let seconds = min(parameters[1], 86_400)
      photograph(seconds > 0 && parameters[2] != 1 ? .everyTime(.bounded(seconds: seconds)) : .once)
    // DO_DIGICAM_CONTROL.
    case 203: photograph(.once)
    // IMAGE_STOP_CAPTURE.
    case 2001: photograph(.none)
    default: turnCamera(item)
    }
  }

  /// What the commands that are followed only in part lack.
  private static let inexact = [
    17: "circles were counted as their middle", 18: "circles were counted as their middle",
    19: "waiting was not counted in the time", 93: "waiting was not counted in the time",
    82: "splines were counted as straight ways between their points",
  ]

  private mutating func turnCamera(_ item: MissionCommand) {
    let parameters = item.parameters
    let name = "command \(item.command)"
    var aim = aim
    let sentence: String?
    switch (item.command, parameters[6]) {
    // DO_MOUNT_CONTROL: the last number says by what the mount is led, 2 by the pitch, 4 by a place.
    case (205, 2): sentence = aim.turn(to: parameters[0], by: name)
    case (205, 4): sentence = aim.look(atPlace: true, by: name)
    case (205, _):
      sentence = "the mount turns the camera by itself or by hand (\(name)); it was taken to look as before"
    // DO_GIMBAL_MANAGER_PITCHYAW.
    case (1000, _): sentence = aim.turn(to: parameters[0], by: name)
    // DO_SET_ROI with the mode none, and DO_SET_ROI_NONE; ArduPilot's place without a place means none, too.
    case (201, _) where parameters[0] == 0 || (parameters[0] == 3 && parameters[4] == 0 && parameters[5] == 0),
      (197, _):
      sentence = aim.look(atPlace: false, by: name)
    // DO_SET_ROI, its location, and the next waypoint.
    case (201, _), (195, _), (196, _): sentence = aim.look(atPlace: true, by: name)
    default: return
    }
    if let sentence { note(sentence) }
    guard aim.isDown != self.aim.isDown else { return self.aim = aim }
    self.aim = aim
    guard let last = points.last else { return }
    // A picture on request is taken before the camera turns on.
    if last.pictures == .once {
      pictures = .none
      append(last.coordinate, (last.altitude, last.reference))
    } else {
      points[points.count - 1].looksDown = aim.isDown
    }
  }

  private mutating func fly(frame: Int, _ parameters: [Double]) throws {
    append(try place(parameters), altitude(parameters[6], frame))
  }

  private mutating func takeOff(frame: Int, _ parameters: [Double]) throws {
    let hasPlace = parameters[4].isFinite && (parameters[4] != 0 || parameters[5] != 0)
    guard hasPlace || home != nil else { return }
    let start = hasPlace ? try place(parameters) : home
    guard let start else { return }
    append(start, altitude(parameters[6], frame))
  }

  private mutating func land(_ parameters: [Double]) throws {
    // The descent is counted from the altitude flown at.
    guard let last = points.last else { return }
    let hasPlace = parameters[4].isFinite && (parameters[4] != 0 || parameters[5] != 0)
    if hasPlace { append(try place(parameters), (last.altitude, last.reference)) }
  }

  private mutating func append(_ place: GeoCoordinate, _ altitude: Altitude) {
    // A picture on request was of the point before.
    if pictures == .once { pictures = .none }
    points.append(
      MissionDocument.Point(
        coordinate: place,
        altitude: altitude.altitude,
        reference: altitude.reference,
        speed: speed,
        pictures: pictures,
        looksDown: aim.isDown
      )
    )
  }

  private mutating func change(speed: Speed) {
    self.speed = speed
    if !points.isEmpty { points[points.count - 1].speed = speed }
  }

  private mutating func photograph(_ pictures: FlownPoint.Pictures) {
    self.pictures = pictures
    if !points.isEmpty { points[points.count - 1].pictures = pictures }
  }

  /// Keeps a sentence about what was assumed.
  mutating func note(_ text: String) { if !notes.contains(text) { notes.append(text) } }

  private func place(_ parameters: [Double]) throws -> GeoCoordinate {
    do {
      return try GeoCoordinate(latitude: .degrees(parameters[4]), longitude: .degrees(parameters[5]))
    } catch {
      throw MissionFormatsError.notAMission(
        file: file,
        reason: "an item is at latitude \(parameters[4]) and longitude \(parameters[5]), which is not on the Earth"
      )
    }
  }

  /// An altitude with what it counts from: frames 0 and 5 from the sea, 10 and 11 from the ground, others from the take-off.
  private func altitude(_ value: Double, _ frame: Int) -> Altitude {
    guard value.isFinite else { return points.last.map { ($0.altitude, $0.reference) } ?? (.zero, .takeoff) }
    switch frame {
    case 0, 5: return (.meters(value), .sea)
    case 10, 11: return (.meters(value), .ground)
    default: return (.meters(value), .takeoff)
    }
  }
}
