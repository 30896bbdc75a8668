import Documents
import FieldGeometry
import FlightPlanning
import Foundation
import Quantities
import TestSupport
import Testing

@testable import MissionFormats

@Suite struct MissionDocumentTests {
  static func sample(_ name: String) throws -> [UInt8] {
    [UInt8](try SharedFiles.data("samples/missions/\(name)"))
  }

  static let hasSamples = SharedFiles.exists("samples/missions/mp.waypoints")

  @Test(.enabled(if: hasSamples, "../shared is absent"))
  func aSurveyOfQGroundControlIsReadByThePointsItPlanned() throws {
    let mission = try MissionDocument(reading: Self.sample("qgroundcontrol_sample_with_survey.plan"), file: "f")
    let points = try #require(mission.flights.first)
    #expect(mission.flights.count == 1)
    #expect(points.contains { $0.pictures == .everyDistance(.meters(25)) })
    #expect(points.contains { $0.altitude == .meters(50) })
    for point in points {
      #expect((47.39...47.41).contains(point.coordinate.latitude.degrees))
      #expect((8.53...8.56).contains(point.coordinate.longitude.degrees))
    }
  }

  @Test(.enabled(if: hasSamples, "../shared is absent"))
  func theSimpleSamplesAreRead() throws {
    let plan = try MissionDocument(reading: Self.sample("qgroundcontrol_sample.plan"), file: "f")
    #expect((plan.flights.first?.count ?? 0) >= 3)
    let planner = try MissionDocument(reading: Self.sample("mp.waypoints"), file: "f")
    // The take-off without a place is at the home; what the jump repeats is flown once more.
    #expect(planner.flights.first?.first?.coordinate.latitude.degrees == 40.122269)
    #expect(
      Set(planner.notes) == [
        "circles were counted as their middle (command 18)", "a jump without an end (command 177) was followed once",
      ]
    )
    #expect(planner.flights.first?.contains { $0.speed == .metersPerSecond(15) } == true)
    #expect(
      try MissionDocument(reading: Self.sample("mission_planner_sample.txt"), file: "f").flights.first?.count == 3
    )
  }

  @Test(.enabled(if: hasSamples, "../shared is absent"))
  func aWrongVersionIsRefused() throws {
    let bytes = try Self.sample("qgroundcontrol_sample_wrong_overall_version.plan")
    let error = #expect(throws: MissionFormatsError.self) { try MissionDocument(reading: bytes, file: "f") }
    #expect(
      error?.description == """
        Cannot read mission 'f': its version is 42, and only version 1 is known. Give a .plan, .waypoints or .kmz file or \
        Litchi's .csv as its program wrote it.
        """
    )
  }

  @Test(arguments: [
    ("", "it is none of a QGroundControl plan, a waypoint list (QGC WPL 110) and a table of Litchi"),
    ("{}", "it is JSON but no plan of QGroundControl"),
    ("{", "it is no JSON (line 1: a key is missing)"),
    (#"{"fileType":"Plan","version":1,"mission":{"items":[]}}"#, "it has fewer than two waypoints"),
    (
      #"{"fileType":"Plan","version":1,"mission":{"items":[{"type":"ComplexItem","complexItemType":"survey"}]}}"#,
      "its survey item holds no planned items; open and save it in QGroundControl"
    ),
    (
      #"{"fileType":"Plan","version":1,"mission":{"items":[{"type":"SimpleItem","command":16,"params":[0,0]}]}}"#,
      "an item has no command with seven parameters"
    ),
    (
      #"{"fileType":"Plan","version":1,"mission":{"items":[{"command":16,"params":[0,0,0,0,96,8,5]}]}}"#,
      "an item is at latitude 96.0 and longitude 8.0, which is not on the Earth"
    ),
    ("QGC WPL 120\n", "its first line is 'QGC WPL 120', not 'QGC WPL 110'"),
    ("QGC WPL 110\n0 1 0\n", "line 2 has not twelve numbers"),
    (
      "QGC WPL 110\n0 1 3 16 0 0 0 0 47 8 1e9 1\n1 0 3 16 0 0 0 0 47 8.1 10 1\n",
      "a waypoint has the altitude 1000000000 m"
    ),
  ])
  func whatIsNoMissionIsRefused(text: String, reason: String) {
    let error = #expect(throws: MissionFormatsError.self) {
      try MissionDocument(reading: Array(text.utf8), file: "f")
    }
    #expect(error == .notAMission(file: "f", reason: reason), "\(error.map { "\($0)" } ?? "")")
  }

  @Test func halfAWaylineIsRefused() {
    #expect(
      throws: MissionFormatsError.notAMission(file: "f", reason: "of its wpmz/waylines.wpml, it is no XML (line 1)")
    ) {
      try MissionDocument(readingWaylines: Array("<kml><Document>".utf8), template: nil, file: "f")
    }
  }

  /// What is written is read as it was planned, in all four formats.
  @Test(arguments: [true, false])
  func whatIsWrittenIsReadAsItWasPlanned(holes: Bool) throws {
    let plan = try PlanWriterTests.plan(holes: holes)
    for sortie in plan.sorties {
      let route = WaylineRoute(
        points: try SortieTrack(sortie, in: plan).waypoints,
        takeoff: try plan.frame.coordinate(of: plan.takeoff),
        takeoffElevation: .zero,
        model: try MissionWriterTests.model(),
        altitude: plan.design.altitude,
        returnAltitude: plan.wayHome.altitude,
        surveySpeed: plan.design.speed,
        transitSpeed: .metersPerSecond(10),
        dynamics: plan.request.dynamics
      )
      let missions = [
        try MissionDocument(reading: QGroundControlPlan.json(of: sortie, in: plan).bytes, file: "f"),
        try MissionDocument(reading: Array(WaypointList.text(of: sortie, in: plan).utf8), file: "f"),
        try MissionDocument(
          readingWaylines: Array(route.waylines.utf8),
          template: Array(route.template.utf8),
          file: "f"
        ),
        try MissionDocument(reading: Array(LitchiMission.texts(of: sortie, in: plan)[0].utf8), file: "f"),
      ]
      #expect(missions[2].drone?.aircraft == 77 && missions[2].drone?.payload == 66)
      for (index, mission) in missions.enumerated() {
        let evaluation = try MissionEvaluation(
          of: mission.flights(in: plan.frame),
          over: plan.site,
          with: plan.request.drone,
          conditions: plan.request.conditions,
          dynamics: plan.request.dynamics
        )
        #expect(mission.notes.isEmpty)
        #expect(evaluation.imageCount == sortie.imageCount)
        #expect(abs(evaluation.coverage - plan.coverage) < 3e-4 || plan.sorties.count > 1)
        #expect(!evaluation.limits.contains { $0.severity == .error })
        // The way from and to the take-off is no part of a wayline.
        if index < 2 {
          #expect(abs((evaluation.pathLength - sortie.pathLength).meters) < 0.1)
          #expect(abs((evaluation.flightTime - sortie.duration).inSeconds) < 0.1)
        }
      }
    }
  }
}
