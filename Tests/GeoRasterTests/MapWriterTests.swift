import Documents
import FieldGeometry
import Foundation
import GeoRaster
import Imagery
import InfestationMapping
import Quantities
import TestSupport
import Testing

@Suite struct MapWriterTests {
  private func feature(_ area: Double) throws -> MapFeature {
    let ring = try [(16.0, 48.0), (16.00001, 48.0), (16.00001, 47.99999), (16.0, 47.99999)].map {
      try GeoCoordinate(latitude: .degrees($0.1), longitude: .degrees($0.0))
    }
    return MapFeature(
      className: "weed",
      area: .squareMeters(area),
      meanProbability: 0.75,
      source: "a.tif",
      positionalAccuracy: nil,
      rings: [ring]
    )
  }

  @Test func theGeoJSONFollowsRFC7946() throws {
    let folder = try TemporaryFolder()
    let writer = try MapWriter(geoJSONPath: folder.path("map.geojson"), geoPackagePath: folder.path("map.gpkg"))
    try writer.begin()
    try writer.append(feature(0.5))
    try writer.commit()
    try writer.finish(decimals: 8)
    let data = try Data(contentsOf: URL(fileURLWithPath: folder.path("map.geojson")))
    let map = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(map["type"] as? String == "FeatureCollection")
    #expect(map["crs"] == nil)
    let features = try #require(map["features"] as? [[String: Any]])
    let properties = try #require(features.first?["properties"] as? [String: Any])
    #expect(properties["area_m2"] as? Double == 0.5)
    #expect(properties["class"] as? String == "weed")
    #expect(properties["positional_accuracy_m"] is NSNull)
    let geometry = try #require(features.first?["geometry"] as? [String: Any])
    let ring = try #require((geometry["coordinates"] as? [[[Double]]])?.first)
    #expect(ring.first == ring.last)
    let doubled = zip(ring, ring.dropFirst()).reduce(0) { $0 + $1.0[0] * $1.1[1] - $1.1[0] * $1.0[1] }
    #expect(doubled > 0, "an outer ring runs counter-clockwise")
  }

  @Test func aFailedInputLeavesNothingOnTheMap() throws {
    let folder = try TemporaryFolder()
    let writer = try MapWriter(geoJSONPath: folder.path("map.geojson"), geoPackagePath: folder.path("map.gpkg"))
    try writer.begin()
    try writer.append(feature(1))
    try writer.commit()
    try writer.begin()
    try writer.append(feature(2))
    writer.rollback()
    #expect(writer.featureCount == 1)
    try writer.finish(decimals: 8)
    let text = try String(contentsOfFile: folder.path("map.geojson"), encoding: .utf8)
    #expect(text.contains("\"area_m2\": 1,"))
    #expect(!text.contains("\"area_m2\": 2,"))
  }

  @Test func aMapIsInItsZoneWithNumbersAndTitlesAndWithoutEmptyLayers() throws {
    let folder = try TemporaryFolder()
    let patch = try feature(0.5)
    let writer = try MapWriter(
      geoJSONPath: folder.path("map.geojson"),
      geoPackagePath: folder.path("map.gpkg"),
      classes: ["clean", "weed"],
      near: patch.rings[0][0]
    )
    try writer.begin()
    for area in [0.5, 2, 1] { try writer.append(feature(area)) }
    try writer.append(SurveyedArea(source: "a.tif", rings: patch.rings))
    try writer.commit()
    let facts = [JSONMember(key: "warning", value: .string("Look before you act."))]
    let contents = try writer.finish(decimals: 9, survey: "Field 7, 2026-07-01", facts: facts)
    #expect(contents.view?.system == "EPSG:32633")
    #expect(contents.layers.map(\.title) == ["Patches: Field 7, 2026-07-01", "Surveyed ground: Field 7, 2026-07-01"])
    let layers = try VectorLayer.all(of: folder.path("map.gpkg"))
    #expect(layers.map(\.name).filter { $0 != "layer_styles" } == ["patches", "coverage"])
    let patches = try #require(layers.first)
    #expect(patches.systemName == "EPSG:32633")
    let number = try #require(patches.column("number"))
    #expect(patches.features.map { $0.values[number] } == ["3", "1", "2"])
    let inside = try ["longitude_deg", "latitude_deg"].map { name in
      let column = try #require(patches.column(name))
      return try #require(patches.features[0].values[column].flatMap(Double.init))
    }
    #expect((16.0...16.00001).contains(inside[0]) && (47.99999...48.0).contains(inside[1]))
    let text = try String(contentsOfFile: folder.path("map.geojson"), encoding: .utf8)
    #expect(text.contains(#""provenance": {"#) && text.contains("Look before you act."))
    // From degrees to metres and back nothing is lost.
    #expect(text.contains("[ 16, 47.99999 ], [ 16.00001, 47.99999 ]"))
    let info = try Program.installed("ogrinfo", "-so", folder.path("map.gpkg")).output
    #expect(info.contains("warning=Look before you act."))
  }

  @Test func aMapAcrossThe180thMeridianIsWholeInMetresAndCutInDegrees() throws {
    let folder = try TemporaryFolder()
    let ring = try [(179.9999, -17.0), (-179.9999, -17.0), (-179.9999, -17.0001), (179.9999, -17.0001)].map {
      try GeoCoordinate(latitude: .degrees($0.1), longitude: .degrees($0.0))
    }
    let writer = try MapWriter(
      geoJSONPath: folder.path("map.geojson"),
      geoPackagePath: folder.path("map.gpkg"),
      near: ring[0]
    )
    try writer.begin()
    try writer.append(
      MapFeature(
        className: "weed",
        area: .squareMeters(235),
        meanProbability: 0.9,
        source: "a.tif",
        positionalAccuracy: nil,
        rings: [ring]
      )
    )
    try writer.commit()
    let view = try #require(try writer.finish(decimals: 8).view)
    #expect(view.system == "EPSG:32760" && view.eastings.upperBound - view.eastings.lowerBound < 25)
    let text = try String(contentsOfFile: folder.path("map.geojson"), encoding: .utf8)
    #expect(text.contains("MultiPolygon") && text.contains("-179.9999") && text.contains("[ 180, "))
  }

  @Test func nothingIsThereBeforeItIsWhole() throws {
    let folder = try TemporaryFolder()
    do {
      let writer = try MapWriter(geoJSONPath: folder.path("map.geojson"), geoPackagePath: folder.path("map.gpkg"))
      try writer.begin()
      try writer.append(feature(1))
      #expect(!FileManager.default.fileExists(atPath: folder.path("map.gpkg")))
      _ = writer
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
  }

  @Test func coordinatesAreRoundedToTheirLastDigit() throws {
    let folder = try TemporaryFolder()
    func ring(_ corners: [(Double, Double)]) throws -> [GeoCoordinate] {
      try corners.map { try GeoCoordinate(latitude: .degrees($0.1), longitude: .degrees($0.0)) }
    }
    let writer = try MapWriter(geoJSONPath: folder.path("map.geojson"), geoPackagePath: folder.path("map.gpkg"))
    try writer.begin()
    try writer.append(
      MapFeature(
        className: "weed \"tall\"",
        area: .squareMeters(3),
        meanProbability: 0.5,
        source: "Füße\n.tif",
        positionalAccuracy: .meters(1.5),
        rings: [
          ring([(-1, -0.05), (0.123456789, -0.05), (0.123456789, 2.5), (-1, 2.5)]),
          ring([(-0.5, 0), (-0.000000004, 0), (-0.25, 1)]),
        ]
      )
    )
    try writer.commit()
    try writer.finish(decimals: 8)
    let text = try String(contentsOfFile: folder.path("map.geojson"), encoding: .utf8)
    let outer = "[ [ -1, -0.05 ], [ 0.12345679, -0.05 ], [ 0.12345679, 2.5 ], [ -1, 2.5 ], [ -1, -0.05 ] ]"
    let hole = "[ [ -0.5, 0 ], [ -0.25, 1 ], [ 0, 0 ], [ -0.5, 0 ] ]"
    #expect(text.contains("\"coordinates\": [ \(outer), \(hole) ]"))
    let map = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let features = try #require(map["features"] as? [[String: Any]])
    let properties = try #require(features.first?["properties"] as? [String: Any])
    #expect(properties["class"] as? String == "weed \"tall\"")
    #expect(properties["source"] as? String == "Füße\n.tif")
    #expect(properties["positional_accuracy_m"] as? Double == 1.5)
  }
}
