import Documents
import FieldGeometry
import FlightPlanning
import Foundation
import Quantities
import Testing

@testable import MissionFormats

/// Heights over terrain in each format are what its altitude mode means.
@Suite struct TerrainMissionTests {
  struct Place {
    let coordinate: GeoCoordinate
    let height: Double

    init(_ latitude: Double, _ longitude: Double, _ height: Double) throws {
      coordinate = try GeoCoordinate(latitude: .degrees(latitude), longitude: .degrees(longitude))
      self.height = height
    }
  }

  let plan: SurveyPlan
  let sortie: Sortie
  let home: Double

  init() throws { try self.init(.follow) }

  init(_ mode: TerrainMode) throws {
    plan = try PlanWriterTests.plan(terrain: TestSlope(), mode: mode)
    sortie = try #require(plan.sorties.first)
    home = TestSlope.height(at: try plan.frame.coordinate(of: plan.takeoff)).meters
  }

  /// The places where the plan has the same height above the ground as the file says, by how much they differ at most.
  func greatestError(of places: [Place], zero: (GeoCoordinate) -> Double) throws -> Double {
    #expect(places.count >= 2 * sortie.lines.count)
    let corners = sortie.legs.flatMap { zip($0.path, $0.altitudes) }
    return try places.map { place in
      let local = plan.frame.localPoint(of: place.coordinate)
      let nearest = try #require(corners.min { $0.0.distance(to: local) < $1.0.distance(to: local) })
      #expect(nearest.0.distance(to: local).meters < 0.01)
      return abs(place.height + zero(place.coordinate) - (nearest.1.meters + home))
    }.max() ?? .infinity
  }

  func above(_ reference: AltitudeReference) -> (GeoCoordinate) -> Double {
    switch reference {
    case .takeoff: { _ in home }
    case .ground: { TestSlope.height(at: $0).meters }
    case .sea: { _ in 0 }
    }
  }

  @Test func aPlanOverTheSlopeHasWaypointsWithinItsLines() {
    #expect(sortie.legs.contains { $0.line != nil && $0.path.count > 2 })
  }

  /// With one altitude for all, the height above the ground is another at each corner.
  @Test(arguments: TerrainMode.allCases) func kmlCountsFromTheGroundCornerByCorner(mode: TerrainMode) throws {
    try Self(mode).checkKML(isLevel: mode == .follow)
  }

  func checkKML(isLevel: Bool) throws {
    let document = try MarkupElement.read(Array(PlanKML.text(of: sortie, in: plan, name: "n").utf8))
    for line in document.all("LineString") { #expect(line["altitudeMode"]?.trimmed == "relativeToGround") }
    let places = try document.all("LineString").flatMap { line in
      try (line["coordinates"]?.trimmed ?? "").split(separator: " ").map { tuple in
        let numbers = tuple.split(separator: ",").compactMap { Double($0) }
        return try Place(numbers[1], numbers[0], numbers[2])
      }
    }
    #expect(try greatestError(of: places, zero: above(.ground)) < 2e-3)
    #expect((Set(places.map { Figure.text($0.height, 1) }).count == 1) == isLevel)
    // Each line has the corners of its leg.
    let lines = try #require(document.all("Folder").first).all("coordinates")
    let corners = sortie.legs.filter { $0.line != nil }.map(\.path.count)
    #expect(lines.map { $0.trimmed.split(separator: " ").count } == corners)
  }

  @Test func gpxCountsFromWhereTheTerrainDoes() throws {
    let text = try PlanGPX.text(of: sortie, in: plan, name: "n")
    let document = try MarkupElement.read(Array(text.utf8))
    let elevations = document.all("ele").compactMap(\.value)
    let points = try SortieTrack(sortie, in: plan).points
    #expect(elevations.count == points.count)
    for (elevation, point) in zip(elevations, points) {
      #expect(abs(elevation - home - point.altitude.meters) < 1e-3)
    }
    #expect(text.contains("Elevations count from where those of 'slope.tif' do."))
  }

  @Test func mavlinkAndDJICountFromTheTakeoffAndAreReadAsSuch() throws {
    let missions = [
      try MissionDocument(reading: QGroundControlPlan.json(of: sortie, in: plan).bytes, file: "f"),
      try MissionDocument(reading: Array(WaypointList.text(of: sortie, in: plan).utf8), file: "f"),
      try MissionDocument(
        readingWaylines: Array(route.waylines.utf8),
        template: Array(route.template.utf8),
        file: "f"
      ),
    ]
    for mission in missions {
      let points = try #require(mission.flights.first)
      #expect(Set(points.map(\.reference)) == [.takeoff])
      let takeoff = try #require(mission.takeoff)
      #expect(plan.frame.localPoint(of: takeoff).distance(to: plan.takeoff).meters < 0.1)
      let places = try points.map {
        try Place($0.coordinate.latitude.degrees, $0.coordinate.longitude.degrees, $0.altitude.meters)
      }
      #expect(try greatestError(of: places, zero: above(.takeoff)) < 2e-3)
    }
    // Both MAVLink formats state the elevation of the take-off.
    #expect(missions.prefix(2).allSatisfy { abs($0.takeoffAltitude.meters - home) < 0.01 })
  }

  @Test func litchiCountsFromTheTakeoff() throws {
    let rows = try LitchiMission.texts(of: sortie, in: plan).flatMap { $0.split(separator: "\n").dropFirst() }
    let places = try rows.map { row in
      let fields = row.split(separator: ",", omittingEmptySubsequences: false)
      // 0: relative to the take-off.
      #expect(fields[37] == "0")
      let numbers = fields[...2].compactMap { Double($0) }
      return try Place(numbers[0], numbers[1], numbers[2])
    }
    #expect(try greatestError(of: places, zero: above(.takeoff)) < 2e-3)
  }

  var route: WaylineRoute {
    get throws {
      WaylineRoute(
        points: try SortieTrack(sortie, in: plan).waypoints,
        takeoff: try plan.frame.coordinate(of: plan.takeoff),
        takeoffElevation: .meters(home),
        model: try MissionWriterTests.model(),
        altitude: .meters(60),
        returnAltitude: plan.wayHome.altitude,
        surveySpeed: plan.design.speed,
        transitSpeed: .metersPerSecond(10),
        dynamics: plan.request.dynamics
      )
    }
  }

  /// Waypoints within a line are flown through, so that the stated time is that of the plan's lines.
  @Test func aWaylineStopsOnlyAtTheEndsOfLines() throws {
    let document = try MarkupElement.read(Array(route.waylines.utf8))
    let modes = document.all("waypointTurnParam").map { $0["waypointTurnMode"]?.trimmed ?? "" }
    let within = sortie.legs.filter { $0.line != nil }.reduce(0) { $0 + $1.path.count - 2 }
    #expect(within > 0)
    // Ways have such waypoints too.
    #expect(modes.count { $0 == "toPointAndPassWithContinuityCurvature" } >= within)
    #expect(modes.count { $0 == "toPointAndStopWithDiscontinuityCurvature" } >= 2 * sortie.lines.count - 2)
    for turn in document.all("waypointTurnParam") where turn["waypointTurnMode"]?.trimmed.contains("Pass") == true {
      let damping = try #require(turn.number("waypointTurnDampingDist"))
      #expect(damping > 0 && damping <= 0.2)
    }
    // Over terrain the ways out and home have waypoints too, so that a part of them belongs to the wayline.
    let times = sortie.legs.map(\.duration.inSeconds)
    let between = times.dropFirst().dropLast().reduce(0, +)
    let stated = try route.duration.inSeconds
    #expect(stated > between - 0.5)
    #expect(stated < times.reduce(0, +) + 0.5)
  }

  /// The page has a profile of each sortie, with a point for each of the plan's.
  @Test func thePageDrawsTheProfileOfEachSortie() throws {
    let page = PlanHTML.text(of: plan, name: "n", summary: PlanSummary.json(of: plan, name: "n"))
    let terrain = try #require(plan.terrain)
    #expect(page.components(separatedBy: "class=\"profile\"").count - 1 == plan.sorties.count)
    for name in ["flight", "height"] {
      let polylines = page.components(separatedBy: "<polyline class=\"\(name)\"").dropFirst()
      let counts = polylines.map { text in
        (text.components(separatedBy: "points=\"").dropFirst().first ?? "").prefix { $0 != "\"" }.split(separator: " ")
          .count
      }
      #expect(counts == terrain.profiles.map(\.points.count))
    }
    for text in ["elevation, m", "height, m", "distance flown, ", "(sets the speed)", "overlap across the flight"] {
      #expect(page.contains(text), "\(text)")
    }
    let flat = try PlanWriterTests.plan()
    #expect(!PlanHTML.text(of: flat, name: "n", summary: PlanSummary.json(of: flat, name: "n")).contains("<polyline"))
  }
}
