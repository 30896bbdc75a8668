import Documents
import FieldGeometry
import FlightPlanning
import Foundation
import Quantities
import Testing

@testable import MissionFormats

@Suite struct MissionWriterTests {
  /// What Pilot 2 states of its own waylines, here of two points: a degree of a great circle.
  @Test func distancesAreThoseOfDJIsSphere() throws {
    let start = try GeoCoordinate(latitude: .zero, longitude: .zero)
    let east = try GeoCoordinate(latitude: .zero, longitude: .degrees(1))
    let north = try GeoCoordinate(latitude: .degrees(1), longitude: .zero)
    #expect(abs(Haversine.distance(from: start, to: east).meters - 6_371_000 * .pi / 180) < 1e-6)
    #expect(abs(Haversine.bearing(from: start, to: east).degrees - 90) < 1e-9)
    #expect(abs(Haversine.bearing(from: north, to: start).degrees - 180) < 1e-9)
    #expect(abs(Haversine.length(of: [start, east, start]).meters - 2 * 6_371_000 * .pi / 180) < 1e-6)
  }

  @Test func theWaypointListHasTheHomeFirstAndTheLatitudeBeforeTheLongitude() throws {
    let plan = try PlanWriterTests.plan()
    let sortie = try #require(plan.sorties.first)
    let rows = try WaypointList.text(of: sortie, in: plan).split(separator: "\n")
    #expect(rows.first == "QGC WPL 110")
    let fields = rows.dropFirst().map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
    #expect(fields.allSatisfy { $0.count == 12 })
    #expect(fields.map { String($0[0]) } == fields.indices.map(String.init))
    #expect(fields.map { $0[1] } == ["1"] + Array(repeating: "0", count: fields.count - 1))
    let places = fields.filter { $0[2] == "3" || $0[2] == "0" }
    for place in places {
      #expect((48.19...48.21).contains(try #require(Double(place[8]))))
      #expect((16.39...16.41).contains(try #require(Double(place[9]))))
    }
    // The items of QGroundControl's plan, and the home.
    let items = try QGroundControlPlan.json(of: sortie, in: plan)["mission"]?["items"]?.elements
    #expect(fields.count == (items?.count ?? 0) + 1)
  }

  @Test func litchisTableHas46ColumnsAndItsMissions99Points() throws {
    #expect(LitchiMission.header.split(separator: ",").count == 46)
    let plan = try PlanWriterTests.plan()
    let sortie = try #require(plan.sorties.first)
    let points = try SortieTrack(sortie, in: plan).points
    let texts = try LitchiMission.texts(of: sortie, in: plan)
    #expect(texts.count == 1)
    let rows = try #require(texts.first).split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    #expect(rows.count == points.count)
    #expect(rows.allSatisfy { $0.count == 46 })
    let triggers = rows.count { $0[45] != "-1" }
    #expect(triggers == sortie.lines.count { $0.captureCount > 1 })
    // 10 m/s, so that nothing is slower than planned.
    #expect(LitchiMission.adjustments(of: plan).isEmpty)
  }

  private static func point(east: Double, pictures: Double? = nil, captures: Int = 0) throws -> SortieTrack.Point {
    // A degree of the sphere's equator is 111 194.93 m.
    SortieTrack.Point(
      coordinate: try GeoCoordinate(latitude: .zero, longitude: .degrees(east / 111_194.926_645)),
      altitude: .meters(30),
      height: .meters(30),
      speed: .metersPerSecond(5),
      photoDistance: pictures.map(Length.meters),
      captureCount: captures
    )
  }

  /// DJI refuses a mission with waypoints nearer than half a metre or 2 km apart as a whole.
  @Test func cornersTooNearAreLeftOutAndLongWaysGetPoints() throws {
    let points = try [
      Self.point(east: 0), Self.point(east: 100, pictures: 10, captures: 3), Self.point(east: 122),
      Self.point(east: 122.4), Self.point(east: 200), Self.point(east: 200.3, pictures: 10, captures: 1),
      Self.point(east: 202.3), Self.point(east: 5202.3),
    ]
    let kept = WaypointSpacing.kept(points)
    let distances = zip(kept, kept.dropFirst()).map {
      Haversine.distance(from: $0.coordinate, to: $1.coordinate).meters
    }
    // Neither the end of the first line nor the start of the second is moved.
    let expected = [100, 22, 78.3, 2, 5000 / 3.0, 5000 / 3.0, 5000 / 3.0]
    #expect(distances.count == expected.count)
    for (distance, expected) in zip(distances, expected) { #expect(abs(distance - expected) < 1e-3) }
    #expect(kept.map(\.captureCount) == [0, 3, 0, 1, 0, 0, 0, 0])
  }

  @Test func litchisHeadingsGoFromNorthAllTheWayRound() throws {
    let points = try [100, 0].map { try Self.point(east: $0) }
    let row = try #require(LitchiMission.texts(of: points).first?.split(separator: "\n").dropFirst().first)
    #expect(row.split(separator: ",", omittingEmptySubsequences: false)[3] == "270")
  }

  @Test(arguments: [2, 99, 100, 250, 1000])
  func aLongMissionIsCutBetweenLines(count: Int) throws {
    let points: [SortieTrack.Point] = try (0..<count).map { index in
      let isStart = index % 2 == 0
      let place = try GeoCoordinate(latitude: .degrees(Double(index) / 1000), longitude: .zero)
      return SortieTrack.Point(
        coordinate: place,
        altitude: .meters(10),
        height: .meters(10),
        speed: .metersPerSecond(5),
        photoDistance: isStart ? .meters(3) : nil,
        captureCount: isStart ? 10 : 0
      )
    }
    let parts = LitchiMission.parts(of: points)
    #expect(parts.allSatisfy { $0.count <= 99 })
    #expect(parts.first?.first?.coordinate == points.first?.coordinate)
    #expect(parts.last?.last?.coordinate == points.last?.coordinate)
    for (part, next) in zip(parts, parts.dropFirst()) {
      #expect(part.last?.coordinate == next.first?.coordinate)
      #expect(part.last?.photoDistance == nil)
    }
    // Each line takes its pictures, in whichever of the missions it is; the last point has nothing behind it.
    let intervals = LitchiMission.texts(of: points).flatMap { $0.split(separator: "\n").dropFirst() }
      .map { $0.split(separator: ",").last ?? "" }
    #expect(intervals.count { $0 == "3" } == count / 2)
    let total = parts.reduce(0) { $0 + $1.count }
    #expect(total == count + parts.count - 1)
  }

  @Test func aWaylineStatesTheLengthAndTheTimeOfItsOwnPoints() throws {
    let plan = try PlanWriterTests.plan(holes: false)
    let sortie = try #require(plan.sorties.first)
    let points = try SortieTrack(sortie, in: plan).waypoints
    let route = WaylineRoute(
      points: points,
      takeoff: try plan.frame.coordinate(of: plan.takeoff),
      takeoffElevation: .zero,
      model: try Self.model(),
      altitude: plan.design.altitude,
      returnAltitude: plan.wayHome.altitude,
      surveySpeed: plan.design.speed,
      transitSpeed: .metersPerSecond(10),
      dynamics: plan.request.dynamics
    )
    // The plan's time without climb, descent and the ways from and to the take-off.
    let legs = sortie.legs.dropFirst().dropLast().reduce(0) { $0 + $1.duration.inSeconds }
    #expect(abs(route.duration.inSeconds / legs - 1) < 5e-3)
    for text in [route.template, route.waylines] {
      #expect(throws: Never.self) { try MarkupElement.read(Array(text.utf8)) }
      #expect(text.components(separatedBy: "<Placemark>").count - 1 == points.count)
      #expect(text.components(separatedBy: "takePhoto").count - 1 == sortie.lines.count)
      #expect(text.components(separatedBy: "gimbalRotate<").count - 1 == 1)
    }
  }

  static func model() throws -> WaylineModel {
    try JSONDecoder().decode(
      WaylineModel.self,
      from: Data(#"{"drone": 77, "drone_sub": 0, "payload": 66, "payload_sub": 0, "image_format": "wide"}"#.utf8)
    )
  }

  @Test func aDroneWithoutNumbersTakesNoWayline() throws {
    let plan = try PlanWriterTests.plan()
    let sortie = try #require(plan.sorties.first)
    let error = #expect(throws: MissionFormatsError.self) { try WaylineMission.bytes(of: sortie, in: plan) }
    #expect(
      error?.description == """
        Cannot write a DJI wayline mission for 'd': its catalogue entry has no 'wpml' numbers. Leave wpml out of the \
        formats, or give the numbers in a catalogue of your own.
        """
    )
  }

  @Test func mapsAreSoundXMLWhateverTheName() throws {
    let plan = try PlanWriterTests.plan()
    let sortie = try #require(plan.sorties.first)
    for text in [
      try PlanKML.text(of: sortie, in: plan, name: "a & <b>"), try PlanGPX.text(of: sortie, in: plan, name: "a & <b>"),
    ] {
      #expect(throws: Never.self) { try MarkupElement.read(Array(text.utf8)) }
      #expect(text.contains("a &amp; &lt;b&gt;"))
    }
    // What is written can be read again as a field.
    let kml = try PlanKML.text(of: sortie, in: plan, name: "n")
    let field = try FieldDocument(reading: Array(kml.utf8), file: "f")
    #expect(field.polygons.count == 1)
    #expect(field.polygons.first?.holes.count == 1)
  }
}
