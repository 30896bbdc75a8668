public import FieldGeometry
public import FlightPlanning
public import Quantities

/// A mission as a file gives it.
public struct MissionDocument: Sendable {
  /// A point of the mission.
  public struct Point: Sendable, Hashable {
    /// Where it is.
    public let coordinate: GeoCoordinate
    /// The altitude above what it counts from.
    public let altitude: Length
    /// What the altitude counts from.
    public let reference: AltitudeReference
    /// The speed from here to the next point.
    public internal(set) var speed: Speed
    /// What is photographed from here to the next point.
    public internal(set) var pictures: FlownPoint.Pictures
    /// Whether the drone stops here even where the way goes straight on.
    public internal(set) var stops = false
    /// Whether the camera looks straight down from here to the next point.
    public internal(set) var looksDown = true
  }

  /// What messages call the file.
  public let file: String
  /// Where the mission takes off, as the file says; nil where it does not.
  public internal(set) var takeoff: GeoCoordinate?
  /// How high above the sea the file says that the take-off is.
  public internal(set) var takeoffAltitude = Length.zero
  /// The flights: one, or one for each folder of waylines.
  public internal(set) var flights: [[Point]]
  /// The numbers of the drone and its camera in DJI's files; nil elsewhere.
  public internal(set) var drone: (aircraft: Int, variant: Int, payload: Int)?
  /// The camera that a survey item of QGroundControl describes; nil elsewhere.
  public internal(set) var camera: MissionCamera?
  /// What the reader left out or had to assume, a sentence each.
  public internal(set) var notes: [String]

  /// Reads a mission of QGroundControl (`.plan`), a list of waypoints (`QGC WPL 110`) or a table of Litchi; which, its
  /// beginning says.
  ///
  /// - Parameters:
  ///   - bytes: the file's contents.
  ///   - file: what messages call the file.
  /// - Throws: `MissionFormatsError` where it is neither, or damaged.
  public init(reading bytes: [UInt8], file: String) throws {
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    if text.starts(with: "QGC WPL".utf8) {
      self = try WaypointListReader.mission(in: text, file: file)
    } else if text.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") {
      self = try QGroundControlReader.mission(in: bytes, file: file)
    } else if LitchiReader.isTable(text) {
      self = try LitchiReader.mission(in: bytes, file: file)
    } else {
      throw MissionFormatsError.notAMission(
        file: file,
        reason: "it is none of a QGroundControl plan, a waypoint list (QGC WPL 110) and a table of Litchi"
      )
    }
    try check()
  }

  /// Reads a wayline mission of DJI.
  ///
  /// - Parameters:
  ///   - waylines: the contents of `wpmz/waylines.wpml`.
  ///   - template: the contents of `wpmz/template.kml`; nil where the archive has none.
  ///   - file: what messages call the archive.
  /// - Throws: `MissionFormatsError` where it is none, or damaged.
  public init(readingWaylines waylines: [UInt8], template: [UInt8]?, file: String) throws {
    self = try WaylineReader.mission(in: waylines, template: template, file: file)
    try check()
  }

  init(file: String, flights: [[Point]], notes: [String] = []) {
    self.file = file
    self.flights = flights
    self.notes = notes
  }

  /// The points of each flight on a plane.
  ///
  /// - Parameters:
  ///   - frame: the plane.
  ///   - overTerrain: whether the heights of the ground are known. Without them, altitudes above the sea are counted from
  ///     the altitude of the take-off that the file states.
  /// - Returns: the points, in the order flown.
  public func flights(in frame: LocalFrame, overTerrain: Bool = false) -> [[FlownPoint]] {
    flights.map { points in
      points.map { point in
        let isFlat = !overTerrain && point.reference == .sea
        return FlownPoint(
          place: frame.localPoint(of: point.coordinate),
          altitude: isFlat ? point.altitude - takeoffAltitude : point.altitude,
          reference: isFlat ? .takeoff : point.reference,
          speed: point.speed,
          pictures: point.pictures,
          stops: point.stops,
          looksDown: point.looksDown
        )
      }
    }
  }

  /// What is assumed about altitudes, a sentence each.
  ///
  /// - Parameters:
  ///   - overTerrain: whether the heights of the ground are known.
  ///   - takeoffGiven: whether the user says where the take-off is.
  ///   - wording: how settings are named in the sentences.
  /// - Returns: the sentences; none where nothing is assumed.
  public func altitudeNotes(
    overTerrain: Bool,
    takeoffGiven: Bool = false,
    wording: PlanWording = .plain
  ) -> [String] {
    let references = Set(flights.joined().map(\.reference))
    var notes: [String] = []
    if references.contains(.sea) {
      let zero = Figure.text(takeoffAltitude.meters, 1)
      notes.append(
        overTerrain
          ? "altitudes above the sea were taken as counted from where the terrain's heights are"
          : "altitudes above the sea were counted from \(zero) m, the altitude of the take-off in the file"
      )
    }
    if overTerrain, references.contains(.takeoff), takeoff == nil, !takeoffGiven {
      notes.append(
        "the file names no take-off: altitudes were counted from the ground below its first point"
          + wording.ifKnown(.takeoff) { "; \($0) sets it" }
      )
    }
    return notes
  }

  /// Refuses what nobody can fly and no evaluation can count.
  private func check() throws {
    guard flights.contains(where: { $0.count > 1 }) else {
      throw MissionFormatsError.notAMission(file: file, reason: "it has fewer than two waypoints")
    }
    for point in flights.joined() {
      guard point.altitude.meters.magnitude < 20_000 else {
        throw MissionFormatsError.notAMission(
          file: file,
          reason: "a waypoint has the altitude \(Figure.text(point.altitude.meters, 1)) m"
        )
      }
      guard point.speed.metersPerSecond > 1e-3, point.speed.metersPerSecond < 1000 else {
        throw MissionFormatsError.notAMission(
          file: file,
          reason: "a waypoint has the speed \(Figure.text(point.speed.metersPerSecond, 4)) m/s"
        )
      }
    }
  }
}
