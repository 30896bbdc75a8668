import Documents
import FieldGeometry
import Foundation
import GeoRaster
import InfestationMapping
import Markup
import Quantities
import ResultFiles
import TestSupport
import Testing

@testable import InfestationReporting

/// Maps as `map` writes them, of squares whose areas are known.
@Suite struct MapTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A square of some metres near 48 N, 16.8 E; `x` and `y` lead to the east and the north, in metres.
  private func square(_ x: Double, _ y: Double, side: Double) throws -> [GeoCoordinate] {
    let origin = try GeoCoordinate(latitude: .degrees(48), longitude: .degrees(16.8))
    let frame = LocalFrame(origin: origin)
    return try [(x, y), (x + side, y), (x + side, y + side), (x, y + side)].map { east, north in
      try frame.coordinate(of: LocalPoint(east: .meters(east), north: .meters(north)))
    }
  }

  private func map(
    _ name: String,
    patches: [(x: Double, y: Double, side: Double)],
    accuracy: Double? = 0.1,
    covered: (x: Double, y: Double, side: Double) = (0, 0, 100)
  ) throws -> String {
    let url = folder.url.appending(path: name)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    let writer = try MapWriter(
      geoJSONPath: url.appending(path: "map.geojson").path,
      geoPackagePath: url.appending(path: "map.gpkg").path,
      classes: ["background", "weed"]
    )
    try writer.begin()
    for patch in patches {
      try writer.append(
        MapFeature(
          className: "weed",
          area: .squareMeters(patch.side * patch.side),
          meanProbability: 0.8,
          source: "orthophoto.tif",
          positionalAccuracy: accuracy.map { .meters($0) },
          rings: [square(patch.x, patch.y, side: patch.side)]
        )
      )
    }
    try writer.append(
      SurveyedArea(source: "orthophoto.tif", rings: [square(covered.x, covered.y, side: covered.side)])
    )
    try writer.commit()
    try writer.finish(decimals: 9)
    return url.path
  }

  @Test("Number 1 is the largest patch; a map's folder and its GeoPackage are the same")
  func numbers() throws {
    let path = try map("m", patches: [(10, 10, 1), (50, 50, 3), (20, 20, 2)])
    for name in [path, path + "/map.gpkg"] {
      let map = try SurveyMap(path: name)
      #expect(map.patches.map(\.number) == [1, 2, 3])
      #expect(map.patches.map { $0.area.squareMeters } == [9, 4, 1])
      #expect(abs(try #require(map.coverage).area.squareMeters - 10_000) < 10)
    }
    #expect(throws: ReportingError.noMap(path: folder.url.path)) { try SurveyMap(path: folder.url.path) }
  }

  @Test("Ground that two inputs show counts once")
  func overlap() throws {
    let path = try map("m", patches: [(10, 10, 2), (11, 10, 2)])
    let parcels = try layer([square(0, 0, side: 50)])
    let report = try ParcelReport(SurveyMap(path: path), parcels: parcels)
    let survey = try #require(report.parcels.first?.figures.survey)
    #expect(abs(survey.infested.squareMeters - 6) < 0.01)
    #expect(survey.patchCount == 2)
  }

  private func line(_ places: [(Double, Double)]) throws -> [GeoCoordinate] {
    try places.map { try square($0.0, $0.1, side: 1)[0] }
  }

  @Test("A road is counted by segments; each place is in one of them, also where the road bends")
  func road() throws {
    let survey = try SurveyMap(path: map("m", patches: [(10, 49, 2), (60, 47, 2), (60, 58, 2), (48, 20, 1)]))
    let bent = try line([(0, 50), (50, 50), (50, 50), (50, 0)])
    func segments(every step: Double) throws -> [CountedGround] {
      let (step, left, right) = (Length.meters(step), Length.meters(3), Length.meters(5))
      return try CountedGround.segments(
        of: [bent],
        path: "road",
        every: step,
        left: left,
        right: right,
        on: survey.plane
      ).pieces
    }
    let pieces = try segments(every: 30)
    #expect(pieces.map(\.id) == ["0-30", "30-60", "60-90", "90-100"])
    #expect(try segments(every: 48).map(\.id) == ["0-48", "48-100"], "a rest of a tenth is no segment")
    // 100 m of 8 m, less the square on the inner side of the bend, more half of that on the outer.
    #expect(abs(pieces[0].ground.area.squareMeters - 240) < 1)
    let all = pieces.map(\.ground.area.squareMeters).reduce(0, +)
    #expect(abs(all - (800 - 25 + 9.0 / 2 * 1)) < 5)
    #expect(abs(try Ground.joined(pieces.map(\.ground)).area.squareMeters - all) < 0.01)
    let report = try ParcelReport(survey, .init(pieces: pieces, mendedCount: 0, path: "road"))
    let found = report.parcels.map { $0.figures.survey?.infested.squareMeters ?? -1 }
    #expect(abs(found[0] - 4) < 0.01 && found[1] == 0 && abs(found[3]) < 0.01)
    #expect(throws: ReportingError.noRoad(path: "road")) {
      try CountedGround.segments(
        of: [],
        path: "road",
        every: .meters(9),
        left: .zero,
        right: .meters(1),
        on: survey.plane
      )
    }
  }

  @Test("Classes go by infested ground with the ground between neighbours, and say whether its cover is low")
  func classes() throws {
    let text = #"""
      {"name": "T", "source": "S", "measure": "stand_m2", "low_cover_percent": 10,
       "classes": [{"name": "small", "below": 10}, {"name": "large"}]}
      """#
    let table = try JSONDecoder().decode(ClassTable.self, from: Data(text.utf8))
    #expect(table.fault == nil)
    // A patch of 1 m2 lies in four to six squares of the grid; two of them share some.
    let survey = try SurveyMap(path: map("m", patches: [(10, 10, 1), (11.5, 10, 1), (60, 10, 3)]))
    let parcels = try layer([square(0, 0, side: 30), square(50, 0, side: 30), square(0, 60, side: 20)])
    let report = try ParcelReport(survey, CountedGround.parcels(path: parcels, on: survey.plane), classes: table)
    let figures = report.parcels.map(\.figures)
    #expect((5.0...9).contains(try #require(figures[0].survey).stand.squareMeters))
    #expect(figures[0].className == "small, mean cover above 10 %")
    #expect(figures[1].className == "large, mean cover above 10 %")
    #expect(figures[2].className == nil)
    // The map says what outline and scale leave open.
    let range = try #require(figures[1].survey)
    for area in [range.infestedLow, range.infestedHigh] { #expect(abs(try #require(area).squareMeters - 9) < 1e-6) }
    let falling = text.replacing("\"large\"}", with: "\"large\", \"below\": 2}, {\"name\": \"last\"}")
    #expect(try JSONDecoder().decode(ClassTable.self, from: Data(falling.utf8)).fault == "its limits do not rise")
  }

  @Test("The area of Olofsson's stratified estimator, with its interval")
  func estimator() {
    // By hand: W 0.1 and 0.9; p 0.8 and 0.1; 1000 m2.
    let found = Verification(
      mapped: .init(weed: 40, clean: 10, area: .squareMeters(100)),
      rest: .init(weed: 5, clean: 45, area: .squareMeters(900))
    )
    #expect(abs(found.cover.value - 0.17) < 1e-12)
    let variance = 0.01 * 0.16 / 49 + 0.81 * 0.09 / 49
    #expect(abs(found.cover.standardError - variance.squareRoot()) < 1e-12)
    #expect(abs(found.overallAccuracy.value - 0.89) < 1e-12)
    #expect(abs((found.producersAccuracy ?? 0) - 0.08 / 0.17) < 1e-12)
    #expect(found.document["weed_m2"]?.double == 170)
    #expect(found.document["standard_error_m2"]?.double == (1000 * variance.squareRoot() * 1e4).rounded() / 1e4)
  }

  @Test("Places lie where they say, the same seed draws the same, and the form offers what can be read back")
  func places() throws {
    let path = try map("m", patches: [(10, 10, 2), (60, 60, 6)])
    let survey = try SurveyMap(path: path)
    let sample = try PlaceSample(survey, weed: 40, rest: 30, seed: 7)
    let weeds = try GroundPlaces(survey.infested())
    #expect(sample.places.count { $0.stratum == .weed } == 40 && sample.places.count == 70)
    for place in sample.places { #expect(weeds.contains((place.east, place.north)) == (place.stratum == .weed)) }
    // By area: nine of ten places in patches are in the large one.
    let middle = try #require(survey.coverage?.bounds).middle.east
    let large = sample.places.count { $0.stratum == .weed && $0.east > middle }
    #expect((30...40).contains(large))
    let again = try PlaceSample(survey, weed: 40, rest: 30, seed: 7)
    #expect(again.places.map(\.position) == sample.places.map(\.position))
    let output = try OutputFolder(path: folder.path("verify"), overwrite: false)
    #expect(try sample.write(to: output) == 0, "there is no picture")
    let form = output.path(of: "verify.gpkg")
    let layer = try #require(try VectorLayer.all(of: form).first { $0.name == "places" })
    #expect(layer.features.count == 70 && layer.column("stage") != nil)
    #expect(throws: ReportingError.emptyForm(path: form, inPatches: 0, elsewhere: 0)) {
      try Verification(path: form, of: survey)
    }
    #expect(throws: ReportingError.noForm(path: path + "/map.gpkg")) {
      try Verification(path: path + "/map.gpkg", of: survey)
    }
  }

  private func layer(_ rings: [[GeoCoordinate]], closed: Bool = true) throws -> String {
    let features = rings.enumerated().map { index, ring in
      let points = (ring + ring.prefix(1)).map { "[\($0.longitude.degrees), \($0.latitude.degrees)]" }
      return #"{"type": "Feature", "properties": {"id": "p\#(index + 1)"}, "geometry": {"type": "Polygon", "#
        + #""coordinates": [[\#(points.joined(separator: ", "))]]}}"#
    }
    let text = #"{"type": "FeatureCollection", "features": [\#(features.joined(separator: ", "))]}"#
    return try folder.write(Data(text.utf8), as: "layer-\(UUID().uuidString).geojson")
  }

  @Test("A parcel that crosses itself is mended and told; parcels elsewhere are refused")
  func odd() throws {
    let survey = try SurveyMap(path: map("m", patches: [(10, 10, 2)]))
    let corners = try square(0, 0, side: 20)
    let report = try ParcelReport(survey, parcels: layer([[corners[0], corners[2], corners[1], corners[3]]]))
    #expect(report.notices.contains { $0.contains("cross themselves") })
    let far = try layer([square(5000, 0, side: 20)])
    #expect(throws: ReportingError.elsewhere(path: far, map: survey.path)) { try ParcelReport(survey, parcels: far) }
  }

  @Test("A map that lies 0.4 m beside the other is seen to, and its patches are no new ones within the tolerance")
  func shift() throws {
    let places = [(10.0, 10.0, 1.0), (40, 20, 1.5), (70, 70, 1.2), (20, 80, 0.8)]
    let old = try SurveyMap(path: map("old", patches: places, accuracy: 0.2))
    let new = try SurveyMap(
      path: map("new", patches: places.map { ($0.0 + 0.4, $0.1 - 0.3, $0.2) }, accuracy: 0.2),
      plane: old.plane
    )
    let report = try ChangeReport(from: old, to: new)
    let shift = try #require(report.shift)
    #expect(abs(shift.east.meters - 0.4) < 0.02 && abs(shift.north.meters + 0.3) < 0.02)
    #expect(shift.pairCount == 4)
    #expect(report.count(.new) == 0 && report.count(.gone) == 0 && report.count(.persisting) == 4)
    #expect(report.count(.grown) == 0)
    let apart = try SurveyMap(path: map("apart", patches: places, covered: (500, 0, 50)), plane: old.plane)
    #expect(throws: ReportingError.self) { try ChangeReport(from: old, to: apart) }
  }

  @Test("A map that lies worse than a section is wide steers no boom, unless it is wanted so")
  func inaccurate() throws {
    let survey = try SurveyMap(path: map("m", patches: [(10, 10, 2)], accuracy: 2.4))
    let field = try layer([square(0, 0, side: 60)])
    var request = PrescriptionRequest(rate: try #require(ApplicationRate(200, .litresPerHectare)))
    #expect(throws: ReportingError.self) { try Prescription(survey, field: field, request: request) }
    request.isForced = true
    let prescription = try Prescription(survey, field: field, request: request)
    #expect(prescription.notices.contains { $0.contains("cannot be steered") })
    // Half a section, the swath's error, two sigma.
    #expect(abs(prescription.buffer.meters - (0.25 + 0.1 + 4.8)) < 1e-9)
  }

  @Test("Rates have a unit", arguments: ["200", "200 l", "l/ha", "-3l/ha", "0kg/ha", "1e99999l/ha"])
  func noRate(text: String) { #expect(ApplicationRate(parsing: text) == nil) }

  @Test("Crews get each patch once in every kind of file, by the same numbers")
  func exports() throws {
    let survey = try SurveyMap(path: map("m", patches: [(10, 10, 1), (12, 10, 2), (80, 10, 3), (45, 60, 1.5)]))
    for kind in PatchExport.Kind.allCases {
      let files = try PatchExport(kind).files(survey, named: "crew")
      #expect(files.contains { $0.name == "crew.\(kind == .shapefile ? "shp" : kind.rawValue)" })
    }
    let kml = Counter()
    try MarkupReader.read(Array(try PatchExport(.kml).files(survey, named: "crew")[0].data), kml)
    #expect(kml.counts["Placemark"] == 4 && kml.counts["Point"] == 4 && kml.counts["Polygon"] == 4)
    let gpx = Counter()
    try MarkupReader.read(Array(try PatchExport(.gpx).files(survey, named: "crew")[0].data), gpx)
    #expect(gpx.counts["wpt"] == 4)
    // Two patches lie within what a receiver tells apart.
    #expect(gpx.counts["rtept"] == 3)
    let json = try JSONValue(parsing: Array(try PatchExport(.geojson).files(survey, named: "crew")[0].data))
    #expect(json["features"]?.elements?.compactMap { $0["properties"]?["number"]?.double } == [1, 2, 3, 4])
    let empty = try SurveyMap(path: map("empty", patches: []))
    #expect(throws: ReportingError.noPatches(path: empty.path)) { try PatchExport(.kml).files(empty, named: "crew") }
  }

  private final class Counter: MarkupHandler {
    var counts: [String: Int] = [:]
    func begin(_ name: String, attributes: [String: String]) { counts[name, default: 0] += 1 }
    func text(_ part: String) {}
    func end(_ name: String) {}
  }
}
