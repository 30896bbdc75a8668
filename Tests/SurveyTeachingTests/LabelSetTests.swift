import FieldGeometry
import Foundation
import GeoRaster
import Imagery
import InfestationMapping
import Quantities
import SurveyMapping
import TestSupport
import Testing

@testable import SurveyTeaching

@Suite("Labels and their pictures")
struct LabelSetTests {
  private let folder: TemporaryFolder
  private let orthophoto: String

  init() throws {
    folder = try TemporaryFolder()
    orthophoto = SharedFiles.projectFolder.appending(path: "Samples/synthetic-field/orthophoto.tif").path
  }

  private func request(_ input: String, labels: [String]) -> TeachRequest {
    TeachRequest(
      inputs: [input],
      labels: labels,
      classes: nil,
      model: ModelRequest(path: "none.onnx"),
      output: folder.path("own.onnx"),
      programVersion: "test"
    )
  }

  /// A square around a pixel of the orthophoto, in WGS 84, as GeoJSON.
  private func square(_ name: String, _ column: Int, _ row: Int, half: Int = 10) throws -> String {
    let place = try Georeference(of: RasterImage(path: orthophoto))
    let corners = [(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)].map { x, y in
      PixelCorner(x: column + x * half, y: row + y * half)
    }
    let ring = try place.coordinates(of: corners).map { "[\($0.longitude.degrees), \($0.latitude.degrees)]" }
    return #"{"type": "Feature", "properties": {"class": "\#(name)"}, "geometry": {"type": "Polygon", "#
      + #""coordinates": [[\#(ring.joined(separator: ", "))]]}}"#
  }

  private func layer(_ features: [String], as name: String) throws -> String {
    let text = #"{"type": "FeatureCollection", "features": [\#(features.joined(separator: ", "))]}"#
    return try folder.write(Data(text.utf8), as: name)
  }

  @Test("Shapes over an orthophoto become classes by their names; soil and crop are background")
  func ground() throws {
    let path = try layer(
      [square("ragweed", 800, 600), square("soil", 900, 600), square("Crop", 1000, 600)],
      as: "l.geojson"
    )
    let set = try LabelSet(request(orthophoto, labels: [path]))
    #expect(set.classes == ["background", "ragweed"])
    let picture = try #require(set.pictures.first)
    let mask = try picture.mask(of: picture.blocks[0])
    #expect((380...420).contains(mask.classes.count { $0 == 1 }))
    #expect((760...840).contains(mask.classes.count { $0 == 0 }))
    let width = mask.size.width
    #expect(mask.classes[600 * width + 800] == 1)
    #expect(mask.classes[600 * width + 900] == 0)
  }

  @Test(
    "In the ground that was looked at, what no shape covers is background; so it is everywhere where all is complete"
  )
  func area() throws {
    let labels = try layer([square("ragweed", 800, 600)], as: "l.geojson")
    let area = try layer([square("", 800, 600, half: 30)], as: "area.geojson")
    var request = request(orthophoto, labels: [labels])
    request.drawn.area = area
    var set = try LabelSet(request)
    var mask = try set.pictures[0].mask(of: set.pictures[0].blocks[0])
    #expect((380...420).contains(mask.classes.count { $0 == 1 }))
    #expect((3100...3300).contains(mask.classes.count { $0 == 0 }))
    request.drawn.area = nil
    request.drawn.isComplete = true
    set = try LabelSet(request)
    mask = try set.pictures[0].mask(of: set.pictures[0].blocks[0])
    #expect(mask.classes.count { $0 == 0 } > mask.size.pixelCount / 2)
  }

  @Test("Labels of another survey, of another column, of an unknown name, over a frame: each is told")
  func refusals() throws {
    let elsewhere = try layer([square("ragweed", 900_000, 80)], as: "far.geojson")
    #expect(throws: TeachError.labelsElsewhere(labels: elsewhere, picture: orthophoto)) {
      try LabelSet(request(orthophoto, labels: [elsewhere]))
    }
    let path = try layer([square("thistle", 800, 600)], as: "l.geojson")
    var named = request(orthophoto, labels: [path])
    named.classes = ["background", "ragweed"]
    #expect(throws: TeachError.unknownName(path: path, name: "thistle", classes: ["background", "ragweed"])) {
      try LabelSet(named)
    }
    named.drawn.column = "species"
    #expect(throws: GeoRasterError.self) { try LabelSet(named) }
    let frame = SharedFiles.projectFolder.appending(path: "Samples/synthetic-field/frames/DJI_0001.JPG").path
    #expect(throws: TeachError.frameOnGround(path: frame)) { try LabelSet(request(frame, labels: [path])) }
    let text = try folder.write(Data("no labels".utf8), as: "labels.txt")
    #expect(throws: TeachError.noLabels(path: text)) { try LabelSet(request(orthophoto, labels: [text])) }
  }

  private static let labelMe = """
    {"version": "5.0", "imagePath": "DJI_0001.jpg", "imageWidth": 1824, "imageHeight": 1216, "shapes": [
    {"label": "ragweed", "shape_type": "polygon", "points": [[10, 10], [30, 10], [30, 20], [10, 20]]},
    {"label": "soil", "shape_type": "linestrip", "points": [[100, 100], [140, 100]]},
    {"label": "ragweed", "shape_type": "rectangle", "points": [[50, 50], [60, 60]]}]}
    """
  private static let coco = """
    {"images": [{"id": 7, "file_name": "flight/DJI_0001.jpg", "width": 1824, "height": 1216}],
    "categories": [{"id": 1, "name": "ragweed"}, {"id": 2, "name": "soil"}], "annotations": [
    {"id": 1, "image_id": 7, "category_id": 1, "segmentation": [[10, 10, 30, 10, 30, 20, 10, 20]]},
    {"id": 2, "image_id": 7, "category_id": 2, "segmentation": [[100, 96, 140, 96, 140, 104, 100, 104]]},
    {"id": 3, "image_id": 7, "category_id": 1, "segmentation": {"counts": [1, 2], "size": [3, 1]}}]}
    """
  private static let cvat = """
    <annotations><version>1.1</version><image id="0" name="DJI_0001.jpg" width="1824" height="1216">
    <polygon label="ragweed" points="10.0,10.0;30.0,10.0;30.0,20.0;10.0,20.0"/>
    <polyline label="soil" points="100,100;140,100"/><box label="ragweed" xtl="1" ytl="1" xbr="3" ybr="3"/>
    </image></annotations>
    """

  @Test(
    "Outlines of LabelMe, COCO and CVAT say the same; boxes are left out with a word",
    arguments: [("l.json", labelMe), ("coco.json", coco), ("annotations.xml", cvat)]
  )
  func outlines(name: String, text: String) throws {
    let frame = SharedFiles.projectFolder.appending(path: "Samples/synthetic-field/frames").path
    let path = try folder.write(Data(text.utf8), as: name)
    let set = try LabelSet(request(frame, labels: [path]))
    #expect(set.classes == ["background", "ragweed"])
    #expect(set.notices.count == 1)
    #expect(set.pictures.count == 1 && set.unlabelled == 2)
    let mask = try set.pictures[0].mask(of: set.pictures[0].blocks[0])
    #expect(mask.classes.count { $0 == 1 } == 200)
    #expect((300...400).contains(mask.classes.count { $0 == 0 }))
  }

  @Test("Outlines for a picture of another size and broken files are refused")
  func brokenOutlines() throws {
    let frame = SharedFiles.projectFolder.appending(path: "Samples/synthetic-field/frames").path
    for (text, ending) in [
      (Self.labelMe.replacingOccurrences(of: "1824", with: "912"), "json"), (#"{"shapes": [{"points": []}]}"#, "json"),
      (#"{"annotations": []}"#, "json"), ("<annotations><image/></annotations>", "xml"), ("<annotations", "xml"),
    ] {
      let path = try folder.write(Data(text.utf8), as: "l.\(ending)")
      #expect(throws: TeachError.self) { try LabelSet(request(frame, labels: [path])) }
    }
  }
}
