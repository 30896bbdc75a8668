import Foundation
import Imagery
import TestSupport
import Testing

@testable import GeoRaster

@Suite("Labels that were drawn as shapes")
struct LabelRasterTests {
  private let size: PixelSize

  init() throws { size = try PixelSize(width: 40, height: 30) }

  private func square(_ name: String, _ x: ClosedRange<Double>, _ y: ClosedRange<Double>) -> LabelShape {
    let ring = [
      (x: x.lowerBound, y: y.lowerBound), (x: x.upperBound, y: y.lowerBound), (x: x.upperBound, y: y.upperBound),
      (x: x.lowerBound, y: y.upperBound),
    ]
    return LabelShape(name: name, rings: [ring])
  }

  private func whole() throws -> PixelRect { PixelRect(x: 0, y: 0, size: size) }

  @Test("A polygon labels the pixels in it, its hole and all else say nothing")
  func polygon() throws {
    let hole = [(x: 12.0, y: 12.0), (x: 16.0, y: 12.0), (x: 16.0, y: 15.0), (x: 12.0, y: 15.0)]
    let outer = [(x: 10.0, y: 10.0), (x: 20.0, y: 10.0), (x: 20.0, y: 20.0), (x: 10.0, y: 20.0)]
    let shape = LabelShape(name: "weed", rings: [outer, hole])
    let raster = try LabelRaster([shape], labels: ["weed": 1], size: size, path: "l")
    let classes = try raster.classes(in: whole())
    #expect(classes.count { $0 == 1 } == 100 - 12)
    #expect(classes.count { $0 == LabelRaster.unlabelled } == 1200 - 88)
    #expect(classes[10 * 40 + 10] == 1)
    #expect(classes[13 * 40 + 13] == LabelRaster.unlabelled)
  }

  @Test("Windows hold the same as the whole")
  func windows() throws {
    let shapes = [square("a", 3...17, 2...25), square("b", 20.4...33, 5.2...28)]
    let raster = try LabelRaster(shapes, labels: ["a": 0, "b": 2], size: size, path: "l")
    let all = try raster.classes(in: whole())
    let part = try PixelRect(x: 11, y: 7, size: PixelSize(width: 13, height: 9))
    let some = try raster.classes(in: part)
    for y in 0..<9 { for x in 0..<13 { #expect(some[y * 13 + x] == all[(7 + y) * 40 + 11 + x]) } }
    #expect(try raster.touches(PixelRect(x: 0, y: 26, size: PixelSize(width: 10, height: 4))) == false)
  }

  @Test("Where classes contradict each other, nothing is known; the same class twice is no contradiction")
  func contradictions() throws {
    let shapes = [square("a", 0...10, 0...10), square("b", 5...15, 0...10), square("b", 8...18, 0...10)]
    let raster = try LabelRaster(shapes, labels: ["a": 0, "b": 1], size: size, path: "l")
    let row = try raster.classes(in: whole())[..<20]
    let unknown = LabelRaster.unlabelled
    #expect(row[0..<5].allSatisfy { $0 == 0 })
    #expect(row[5..<10].allSatisfy { $0 == unknown })
    #expect(row[10..<18].allSatisfy { $0 == 1 })
    #expect(row[18...].allSatisfy { $0 == unknown })
  }

  @Test("Lines and points label what is near, a figure of eight both its halves, other names nothing")
  func strokes() throws {
    let line = LabelShape(name: "weed", line: [(x: 10, y: 15), (x: 30, y: 15)])
    let raster = try LabelRaster([line], labels: ["weed": 1], size: size, path: "l")
    let count = try raster.classes(in: whole()).count { $0 == 1 }
    #expect((20 * 8...20 * 8 + 56).contains(count))
    let point = try LabelRaster(
      [LabelShape(name: "weed", point: (x: 20, y: 15))],
      labels: ["weed": 1],
      size: size,
      path: "l"
    )
    #expect((40...56).contains(try point.classes(in: whole()).count { $0 == 1 }))
    let eight = LabelShape(name: "weed", rings: [[(x: 0, y: 0), (x: 20, y: 20), (x: 20, y: 0), (x: 0, y: 20)]])
    let halves = try LabelRaster([eight], labels: ["weed": 1], size: size, path: "l")
    #expect(halves.crossingCount == 1)
    #expect((180...220).contains(try halves.classes(in: whole()).count { $0 == 1 }))
    let other = try LabelRaster([line], labels: [:], size: size, path: "l")
    #expect(other.shapeCount == 0)
  }

  @Test(
    "Polygons drawn in QGIS give the pixels that were reckoned with other programs, from either reference system",
    .enabled(if: SharedFiles.exists("cases/agronomist/02-orthophoto-labels"), "needs ../shared"),
    arguments: ["labels.gpkg", "labels-wgs84.geojson"]
  )
  func qgis(file: String) throws {
    let folder = SharedFiles.path("cases/agronomist/02-orthophoto-labels")
    let image = try RasterImage(path: folder + "/ortho.tif")
    let layers = try LabelLayers(path: folder + "/" + file, column: "class")
    let raster = try LabelRaster(
      layers.shapes,
      labels: ["ragweed": 1, "maize": 2],
      size: image.size,
      georeference: Georeference(of: image),
      path: file
    )
    let window = PixelRect(x: 0, y: 0, size: image.size)
    let surveyed = try #require(try image.read(window).surveyed)
    let classes = zip(try raster.classes(in: window), surveyed).map { $1 == 0 ? 254 : $0 }
    #expect(classes.count { $0 == 1 } == 8800)
    #expect(classes.count { $0 == 2 } == 8000)
    #expect(classes.count { $0 == LabelRaster.unlabelled } == 91200)
  }

  @Test("A column that is missing, a layer that is missing and a file that is none are named")
  func refusals() throws {
    let folder = try TemporaryFolder()
    let text = """
      {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"kind":"weed"},
      "geometry":{"type":"Point","coordinates":[16.8,48.1]}},{"type":"Feature","properties":{"kind":null},
      "geometry":{"type":"Point","coordinates":[16.8,48.1]}}]}
      """
    let path = try folder.write(Data(text.utf8), as: "l.geojson")
    #expect(throws: GeoRasterError.self) { try LabelLayers(path: path, column: "class") }
    #expect(throws: GeoRasterError.self) { try LabelLayers(path: path, column: "kind", areaLayer: "looked") }
    let layers = try LabelLayers(path: path, column: "KIND")
    #expect(layers.shapes.map(\.name) == ["weed"])
    #expect(layers.unnamedCount == 1)
    let broken = try folder.write(Data("{".utf8), as: "b.geojson")
    #expect(throws: GeoRasterError.self) { try LabelLayers(path: broken, column: "kind") }
  }
}
