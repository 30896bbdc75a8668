import Documents
import FieldGeometry
import FlightPlanning
import Foundation
import MissionFormats
import Quantities
import Testing

@Suite struct PlanWriterTests {
  static func plan(
    holes: Bool = true,
    terrain: (any ElevationSource)? = nil,
    mode: TerrainMode = .follow,
    turnaround: Length = .zero
  ) throws -> SurveyPlan {
    let hole = holes ? ",[[16.4015,48.2015],[16.4015,48.202],[16.402,48.202],[16.402,48.2015],[16.4015,48.2015]]" : ""
    let text = """
      {"type":"Polygon","coordinates":[[[16.4,48.2],[16.404,48.2],[16.404,48.203],[16.4,48.203],[16.4,48.2]]\(hole)]}
      """
    let (field, frame) = try FieldDocument(reading: Array(text.utf8), file: "f").onPlane()
    let camera = try Camera(
      id: "c",
      sensorWidth: .millimeters(13.2),
      sensorHeight: .millimeters(8.8),
      widthInPixels: 5472,
      heightInPixels: 3648,
      focalLength: .millimeters(8.8),
      shortestInterval: .seconds(2.5)
    )
    let drone = try Drone(
      id: "d",
      name: "d <&>",
      camera: camera,
      maximumSpeed: .metersPerSecond(20),
      flightTime: .minutes(30),
      costPerFlight: .euros(30)
    )
    var request = try SurveyRequest(
      drone: drone,
      target: .groundSamplingDistance(.centimetersPerPixel(1))
    )
    request.terrain.mode = mode
    request.turnaround = turnaround
    return try SurveyPlan(for: field, in: frame, request: request, terrain: terrain)
  }

  @Test func theGeoJSONHasAFeatureForEachPartOfThePlan() throws {
    let plan = try Self.plan()
    let document = try JSONValue(parsing: PlanGeoJSON.bytes(of: plan))
    let features = try #require(document["features"]?.elements)
    let kinds = features.compactMap { $0["properties"]?["kind"]?.text }
    #expect(kinds.count == features.count)
    func count(_ kind: String) -> Int { kinds.count { $0 == kind } }
    #expect(count("line") == plan.lines.count)
    #expect(count("takeoff") == 1)
    #expect(count("capture") == plan.imageCount)
    #expect(count("footprint") == plan.imageCount)
    #expect(count("transit") == plan.sorties.flatMap(\.legs).count { $0.line == nil })
    #expect(!PlanGeoJSON.isGrouped(plan))
  }

  @Test func footprintsAreClosedCounterClockwiseAndOfTheGroundsSize() throws {
    let plan = try Self.plan(holes: false)
    let document = try JSONValue(parsing: PlanGeoJSON.bytes(of: plan))
    let footprint = try #require(
      document["features"]?.elements?.first { $0["properties"]?["kind"]?.text == "footprint" }
    )
    let ring = try #require(footprint["geometry"]?["coordinates"]?.elements?.first?.elements)
    let positions = try ring.map { position in
      let numbers = try #require(position.elements).compactMap { $0.double }
      return plan.frame.localPoint(
        of: try GeoCoordinate(latitude: .degrees(numbers[1]), longitude: .degrees(numbers[0]))
      )
    }
    #expect(ring.first == ring.last)
    let turn = Vector(positions[1]) - Vector(positions[0])
    #expect(turn.cross(Vector(positions[2]) - Vector(positions[1])) > 0)
    let sides = zip(positions, positions.dropFirst()).map { $0.distance(to: $1).meters }.sorted()
    #expect(abs(sides[0] - 36.48) < 0.01)
    #expect(abs(sides[3] - 54.72) < 0.01)
  }

  @Test func theSummaryHasTheKeysOfTheContract() throws {
    let plan = try Self.plan()
    let summary = PlanSummary.json(of: plan, name: "n")
    for key in [
      "area_m2", "line_count", "row_gap_m", "path_length_m", "flight_time_s", "sorties", "images", "gsd_cm_per_px",
      "speed_m_per_s", "cost_eur", "coverage_percent", "outside_m", "limits", "adjustments",
    ] {
      #expect(summary[key] != nil, "\(key)")
    }
    for key in ["min", "mean", "max"] { #expect(summary["gsd_cm_per_px"]?[key]?.double == 1) }
    #expect(summary["outside_m"]?.double == 0)
    #expect(summary["sorties"]?.double == Double(plan.sorties.count))
  }

  @Test func theQGroundControlPlanFliesTheLinesOfItsSortie() throws {
    let plan = try Self.plan()
    let sortie = try #require(plan.sorties.first)
    let document = try QGroundControlPlan.json(of: sortie, in: plan)
    #expect(document["fileType"]?.text == "Plan")
    #expect(document["version"] == .integer(1))
    let items = try #require(document["mission"]?["items"]?.elements)
    let commands = items.compactMap { $0["command"]?.double }
    #expect(commands.first == 22)
    #expect(commands.last == 20)
    #expect(commands.count { $0 == 206 } == 2 * sortie.lines.count)
    #expect(items.compactMap { $0["doJumpId"]?.double } == (1...items.count).map(Double.init))
    for item in items { #expect(item["params"]?.elements?.count == 7) }
    // The trigger goes on at a line's start and off at its end.
    let triggers = items.filter { $0["command"] == .integer(206) }
    for (index, trigger) in triggers.enumerated() {
      let distance = try #require(trigger["params"]?.elements?.first?.double)
      #expect(abs(distance - (index % 2 == 0 ? sortie.lines[index / 2].photoDistance.meters : 0)) < 1e-6)
      #expect(distance <= 10.944 + 1e-9)
    }
    let fence = try #require(document["geoFence"]?["polygons"]?.elements)
    #expect(fence.count == 1)
    #expect(fence.first?["inclusion"] == .bool(false))
    #expect(fence.first?["polygon"]?.elements?.count == 4)
  }

  @Test func thePictureIsSoundXMLWhateverTheNames() throws {
    let plan = try Self.plan()
    let text = PlanSVG.text(of: plan, name: "a & b")
    #expect(text.contains("a &amp; b"))
    #expect(text.contains("d &lt;&amp;&gt;"))
    #expect(!text.contains("nan") && !text.contains("inf"))
  }

  @Test func theSheetHoldsWaysThatLeadBeyondTheField() throws {
    let text = try PlanSVG.text(of: Self.plan(holes: false, turnaround: .meters(60)), name: "n")
    let way = try #require(text.firstMatch(of: #/<path d="([^"]*)" class="transit"/#))
    let numbers = way.1.split(whereSeparator: { "ML ".contains($0) }).compactMap { Double($0) }
    #expect(numbers.count > 8)
    #expect(numbers.allSatisfy { $0 >= 0 })
    let sheet = try #require(text.firstMatch(of: #/viewBox="0 0 (\d+) (\d+)"/#))
    let (width, height) = try (#require(Double(sheet.1)), #require(Double(sheet.2)))
    for (index, number) in numbers.enumerated() {
      #expect(number <= (index.isMultiple(of: 2) ? width : height))
    }
  }
}
