import FlightPlanning
import Quantities
import Testing

@testable import MissionFormats

/// Where a mission's camera looks, and how often its parts are flown.
@Suite struct MissionCameraTests {
  /// A list of three waypoints with a trigger by distance; items stand before the first, and behind the second.
  static func list(_ before: [String] = [], _ between: [String] = []) throws -> MissionDocument {
    let points = ["48.1\t16.6", "48.1\t16.61", "48.101\t16.61"].map { "3\t16\t0\t0\t0\t0\t\($0)\t40" }
    let items =
      ["0\t16\t0\t0\t0\t0\t48.1\t16.6\t150"] + before + ["3\t206\t12\t0\t1\t0\t0\t0\t0"] + points[..<2] + between
    let rows = (items + points[2...]).enumerated().map { "\($0)\t0\t\($1)\t1" }
    return try MissionDocument(reading: Array((["QGC WPL 110"] + rows).joined(separator: "\n").utf8), file: "f")
  }

  @Test(arguments: [
    (
      "3\t205\t-45\t0\t0\t0\t0\t0\t2",
      "the camera is turned to a pitch of -45 degrees (command 205), not straight down (-90)"
    ),
    (
      "3\t1000\t-60\t0\t0\t0\t0\t0\t0",
      "the camera is turned to a pitch of -60 degrees (command 1000), not straight down (-90)"
    ),
    ("3\t205\t0\t0\t0\t0\t48.1\t16.6\t4", "the camera looks at a place of interest (command 205), not straight down"),
    ("3\t195\t0\t0\t0\t0\t48.1\t16.6\t0", "the camera looks at a place of interest (command 195), not straight down"),
    ("3\t201\t3\t0\t0\t0\t48.1\t16.6\t0", "the camera looks at a place of interest (command 201), not straight down"),
  ])
  func aCameraThatIsTurnedIsSaid(item: String, sentence: String) throws {
    let mission = try Self.list([item])
    #expect(mission.notes == [sentence])
    #expect(mission.flights[0].allSatisfy { !$0.looksDown })
  }

  @Test(arguments: ["3\t205\t-90\t0\t0\t0\t0\t0\t2", "3\t1000\t-88\t0\t0\t0\t0\t0\t0", "3\t201\t0\t0\t0\t0\t0\t0\t0"])
  func aCameraThatLooksDownIsNothingToSay(item: String) throws {
    let mission = try Self.list([item])
    #expect(mission.notes.isEmpty)
    #expect(mission.flights[0].allSatisfy { $0.looksDown })
  }

  @Test func aCameraTurnedOnTheWayLooksAsideFromThereOn() throws {
    let turned = try Self.list([], ["3\t205\t-45\t0\t0\t0\t0\t0\t2"])
    #expect(turned.flights[0].map(\.looksDown) == [true, false, false])
    let back = try Self.list(["3\t195\t0\t0\t0\t0\t48.1\t16.6\t0"], ["3\t197\t0\t0\t0\t0\t0\t0\t0"])
    #expect(back.flights[0].map(\.looksDown) == [false, true, true])
  }

  /// One picture down and one aslant at a place are two points.
  @Test func twoDirectionsAtAPlaceAreTwoPictures() throws {
    let picture = "3\t203\t0\t0\t0\t0\t1\t0\t0"
    let mission = try Self.list([], ["3\t206\t0\t0\t0\t0\t0\t0\t0", picture, "3\t205\t-45\t0\t0\t0\t0\t0\t2", picture])
    let points = mission.flights[0]
    #expect(points.map(\.pictures) == [.everyDistance(.meters(12)), .once, .once, .none])
    #expect(points.map(\.looksDown) == [true, true, false, false])
  }

  @Test func aJumpRepeatsAPart() throws {
    // Item 2 is the first waypoint.
    let mission = try Self.list([], ["3\t177\t2\t2\t0\t0\t0\t0\t0"])
    #expect(mission.flights[0].count == 7)
    #expect(mission.notes == ["parts that jumps repeat (command 177) count in time, pictures and battery"])
    let endless = try Self.list([], ["3\t177\t2\t-1\t0\t0\t0\t0\t0"])
    #expect(endless.flights[0].count == 5)
    #expect(endless.notes == ["a jump without an end (command 177) was followed once"])
    let nowhere = try Self.list([], ["3\t177\t99\t1\t0\t0\t0\t0\t0"])
    #expect(nowhere.flights[0].count == 3)
    #expect(nowhere.notes == ["a jump to item 99, which there is not (command 177), was left out"])
    #expect(
      throws: MissionFormatsError.notAMission(file: "f", reason: "its jumps repeat more than anybody flies")
    ) { try Self.list([], ["3\t177\t2\t9999999\t0\t0\t0\t0\t0"]) }
  }

  @Test func splinesAreSaid() throws {
    let mission = try Self.list([], ["3\t82\t0\t0\t0\t0\t48.1005\t16.61\t40"])
    #expect(mission.notes == ["splines were counted as straight ways between their points (command 82)"])
  }

  @Test(arguments: [
    ("fwLandingPattern", ": the approach and the landing are not counted"),
    ("StructureScan", ": its pictures look at a structure, not at the ground, and its time is not counted"),
    ("somethingNew", ""),
  ])
  func itemsWithoutWaypointsAreLeftOut(kind: String, why: String) throws {
    let points = [48.1, 48.2].map { #"{"command":16,"params":[0,0,0,0,\#($0),8,5]}"# }.joined(separator: ",")
    let text = """
      {"fileType":"Plan","version":1,"mission":{"items":[\(points),{"type":"ComplexItem","complexItemType":"\(kind)"}]}}
      """
    let mission = try MissionDocument(reading: Array(text.utf8), file: "f")
    #expect(mission.flights[0].count == 2)
    #expect(mission.notes == ["its \(kind) item, which holds no waypoints, was left out\(why)"])
  }

  /// A wayline of two waypoints, with actions at the first.
  static func wayline(_ actions: String) throws -> MissionDocument {
    let marks = [0, 1].map { index in
      """
      <Placemark><Point><coordinates>16.6\(index),48.1</coordinates></Point><wpml:executeHeight>40</wpml:executeHeight>
      \(index == 0 ? actions : "")</Placemark>
      """
    }
    let text = """
      <kml xmlns:wpml="w"><Folder><wpml:autoFlightSpeed>8</wpml:autoFlightSpeed>\(marks.joined())</Folder></kml>
      """
    return try MissionDocument(readingWaylines: Array(text.utf8), template: nil, file: "f")
  }

  static func group(_ actions: [String]) -> String {
    """
    <wpml:actionGroup><wpml:actionGroupStartIndex>0</wpml:actionGroupStartIndex>
    <wpml:actionGroupEndIndex>0</wpml:actionGroupEndIndex><wpml:actionTrigger>
    <wpml:actionTriggerType>reachPoint</wpml:actionTriggerType></wpml:actionTrigger>\(actions.joined())</wpml:actionGroup>
    """
  }

  static let photo = "<wpml:action><wpml:actionActuatorFunc>takePhoto</wpml:actionActuatorFunc></wpml:action>"

  static func turn(_ pitch: Int) -> String {
    """
    <wpml:action><wpml:actionActuatorFunc>gimbalRotate</wpml:actionActuatorFunc><wpml:actionActuatorFuncParam>
    <wpml:gimbalPitchRotateAngle>\(pitch)</wpml:gimbalPitchRotateAngle></wpml:actionActuatorFuncParam></wpml:action>
    """
  }

  @Test func aWaylineTurnsItsCameraAtAWaypoint() throws {
    let mission = try Self.wayline(Self.group([Self.turn(-90), Self.photo, Self.turn(-45), Self.photo]))
    #expect(mission.flights[0].map(\.pictures) == [.once, .once, .none])
    #expect(mission.flights[0].map(\.looksDown) == [true, false, false])
    #expect(
      mission.notes
        == ["the camera is turned to a pitch of -45 degrees (gimbalRotate of wayline 1), not straight down (-90)"]
    )
  }

  @Test func aWaylineThatNeverTurnsItsCameraIsSaid() throws {
    let mission = try Self.wayline(Self.group([Self.photo]))
    #expect(mission.flights[0].map(\.looksDown) == [true, true])
    #expect(mission.notes == ["nothing in it turns the camera; it was taken to look straight down"])
  }

  static let litchi =
    "latitude,longitude,altitude(m),gimbalmode,gimbalpitchangle,actiontype1,actionparam1,"
    + "altitudemode,speed(m/s),photo_timeinterval,photo_distinterval\n"

  @Test func aTableOfLitchiIsRead() throws {
    let text =
      Self.litchi
      + "48.1,16.6,40,2,-90,1,0,1,6,-1,-1\n48.1,16.61,41,2,-45,-1,0,0,0,-1,12\n48.2,16.6,42,1,0,-1,0,0,7,2,-1\n"
    let mission = try MissionDocument(reading: Array(text.utf8), file: "f")
    let points = mission.flights[0]
    #expect(points.map(\.pictures) == [.once, .everyDistance(.meters(12)), .everyTime(.seconds(2))])
    #expect(points.map(\.looksDown) == [true, false, false])
    #expect(points.map(\.speed) == [6, 5, 7].map { .metersPerSecond($0) })
    #expect(points.map(\.reference) == [.ground, .takeoff, .takeoff])
    #expect(mission.notes.count == 3, "\(mission.notes)")
  }

  @Test func aTableOfLitchiWithoutPlacesIsRefused() throws {
    let error = #expect(throws: MissionFormatsError.self) {
      try MissionDocument(reading: Array((Self.litchi + "a,b,c\n").utf8), file: "f")
    }
    #expect(error == .notAMission(file: "f", reason: "line 2 has no latitude, longitude and altitude"))
  }
}
