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
  /// - Parameters:
  ///   - command: its number.
  ///   - frame: the number of its frame.
  ///   - parameters: seven; not a number where the file has none.
  /// - Throws: `MissionFormatsError.notAMission` where its place is not on the Earth.
  mutating func add(command: Int, frame: Int, parameters: [Double]) throws {
    switch command {
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
    // DO_JUMP would fly a part again.
    case 177: note("a jump (command 177) was left out")
    default: break
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
        pictures: pictures
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

  private mutating func note(_ text: String) { if !notes.contains(text) { notes.append(text) } }

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
