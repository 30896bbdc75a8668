import FieldGeometry
import Foundation
import GeoRaster
import Imagery
import InfestationMapping
import Markup
import Quantities
import TestSupport
import Testing

@testable import SurveyTeaching

@Suite("Beginning to label a survey")
struct LabelStartTests {
  private let folder: TemporaryFolder
  private let orthophoto = SharedFiles.projectFolder.appending(path: "Samples/synthetic-field/orthophoto.tif").path

  init() throws {
    folder = try TemporaryFolder()
    let map = folder.url.appending(path: "map")
    try FileManager.default.createDirectory(at: map, withIntermediateDirectories: true)
    let ring = try [(16.85, 47.95), (16.8501, 47.95), (16.8501, 47.9501)].map { east, north in
      try GeoCoordinate(latitude: .degrees(north), longitude: .degrees(east))
    }
    let writer = try MapWriter(
      geoJSONPath: map.appending(path: "map.geojson").path,
      geoPackagePath: map.appending(path: "map.gpkg").path,
      classes: ["background", "weed"],
      near: ring[0]
    )
    try writer.begin()
    try writer.append(
      MapFeature(
        className: "weed",
        area: .squareMeters(1),
        meanProbability: 0.9,
        source: "orthophoto.tif",
        positionalAccuracy: nil,
        rings: [ring]
      )
    )
    try writer.commit()
    try writer.append([LabelPlace(source: "orthophoto.tif", need: 0.5, ring: ring)])
    try writer.finish(decimals: 8)
  }

  private func start(overwrite: Bool = false) throws -> LabelStart.Outcome {
    var request = LabelStartRequest(
      map: folder.path("map"),
      pictures: [orthophoto],
      classes: ["ragweed", "soil & sand"]
    )
    request.overwrite = overwrite
    return try LabelStart(request).run()
  }

  @Test("Patches of the map wait for a class and are no labels before they have one; another start leaves labels alone")
  func drafts() throws {
    let outcome = try start()
    #expect(outcome.draftCount == 1)
    let layers = try LabelLayers(path: outcome.labels, column: LabelFile.column)
    #expect(layers.shapes.isEmpty && layers.area.isEmpty)
    #expect(layers.unnamedCount == 1)
    let drafts = try LabelLayers(path: outcome.labels, column: "found_as").shapes
    #expect(drafts.map(\.name) == ["weed"])
    // Labels are in degrees, the map in metres: the draft lies where the patch does.
    let view = try #require(drafts.first)
    let plane = try GroundPlane(aroundShape: view.wellKnownBinary, in: #require(view.system), path: "labels.gpkg")
    #expect(plane.system == "EPSG:32633")
    #expect(throws: TeachError.labelsExist(path: outcome.labels)) { try start() }
    #expect(try start(overwrite: true) == outcome)
  }

  @Test("The project is sound XML with a layer for each thing, and knows the ground in the zone of the survey")
  func project() throws {
    let outcome = try start()
    let archive = try Data(contentsOf: URL(fileURLWithPath: outcome.project))
    #expect(archive.prefix(2) == Data("PK".utf8))
    let text = String(decoding: archive, as: UTF8.self)
    let first = try #require(text.range(of: "<!DOCTYPE"))
    let last = try #require(text.range(of: "</qgis>"))
    let document = String(text[first.lowerBound..<last.upperBound])
    let names = Names()
    try MarkupReader.read(Array(document.utf8), names)
    #expect(names.counts["maplayer"] == 6)
    #expect(names.counts["layer-tree-layer"] == 6)
    #expect(document.contains("EPSG:32633"))
    #expect(document.contains("soil &amp; sand"))
    #expect(document.contains("../map.gpkg|layername=look_here"))
  }

  @Test("A folder without a map and a map without a picture are told")
  func refusals() throws {
    let empty = LabelStart(LabelStartRequest(map: folder.path("none")))
    #expect(throws: TeachError.noMap(folder: folder.path("none"))) { try empty.run() }
    let bare = LabelStart(LabelStartRequest(map: folder.path("map")))
    #expect(throws: TeachError.noPicture(folder: folder.path("map"))) { try bare.run() }
  }

  private final class Names: MarkupHandler {
    var counts: [String: Int] = [:]
    func begin(_ name: String, attributes: [String: String]) { counts[name, default: 0] += 1 }
    func text(_ part: String) {}
    func end(_ name: String) {}
  }
}
