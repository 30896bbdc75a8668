import Foundation
import TestSupport
import Testing

/// Places without a fix, or with a mistake, in everything that a plan is made of.
@Suite struct FarPlaceTests {
  private static let flight = ["--drone", "phantom-4-pro", "--gsd", "3cm"]
  private let folder: TemporaryFolder
  private let field: String

  init() throws {
    folder = try TemporaryFolder()
    field = try folder.write(
      #"{"type":"Polygon","coordinates":[[[16.6,48.1],[16.605,48.1],[16.605,48.103],[16.6,48.103],[16.6,48.1]]]}"#,
      as: "field.geojson"
    )
  }

  private func refusal(_ arguments: [String], status: Int32 = 65) throws -> String {
    let run = try Program(arguments: arguments)
    #expect(run.status == status)
    #expect(run.messages.split(separator: "\n").count == 1, "\(run.messages)")
    return run.messages
  }

  @Test func aZoneWithAFarCornerIsRefused() throws {
    let zones = try folder.write(
      #"{"type":"Polygon","coordinates":[[[16.601,48.101],[16.602,48.101],[0,0],[16.601,48.102],[16.601,48.101]]]}"#,
      as: "zones.geojson"
    )
    let sentence = try refusal(["plan", field, "--no-fly", zones] + Self.flight)
    #expect(sentence.contains("corner 3 of polygon 1 is at 0, 0, 5650 km from the middle of"), "\(sentence)")
  }

  @Test func aRoadWithAFarPlaceIsRefused() throws {
    let road = try folder.write(
      #"{"type":"LineString","coordinates":[[16.601,48.101],[180,48.101],[16.603,48.102],[16.604,48.102]]}"#,
      as: "road.geojson"
    )
    let sentence = try refusal(["plan", road, "--corridor", "12m"] + Self.flight)
    #expect(sentence.contains("position 2 of line 1 is at 48.101, 180, "), "\(sentence)")
  }

  @Test func aFarTakeoffIsRefused() throws {
    let sentence = try refusal(["plan", field, "--takeoff", "0,0"] + Self.flight, status: 64)
    let wanted = "Error: The take-off at 0, 0 is 5650 km from the field. Give --takeoff a place beside the field"
    #expect(sentence.hasPrefix(wanted), "\(sentence)")
  }

  @Test func aMissionWithAFarWaypointIsRefused() throws {
    let lines = ["48.101\t16.601", "48.102\t16.602", "0.0001\t0"].enumerated().map {
      "\($0)\t0\t3\t16\t0\t0\t0\t0\t\($1)\t50\t1\n"
    }
    let mission = try folder.write("QGC WPL 110\n" + lines.joined(), as: "a.waypoints")
    let sentence = try refusal(["check", mission, "--field", field, "--drone", "phantom-4-pro"])
    #expect(sentence.contains("waypoint 3 is at 0.0001, 0, 5650 km from the field."), "\(sentence)")
  }
}
