import Foundation
import TestSupport
import Testing

/// `ragweed export`: a set of files appears whole or not at all.
@Suite struct ExportCommandTests {
  private let folder: TemporaryFolder
  private let map: String

  init() throws {
    folder = try TemporaryFolder()
    let ring = "[[16.85, 47.95], [16.8501, 47.95], [16.8501, 47.9501], [16.85, 47.95]]"
    let patch = #"{"type": "Feature", "properties": {"class": "weed", "area_m2": 40}, "geometry": "#
    map = try folder.write(
      #"{"type": "FeatureCollection", "features": [\#(patch){"type": "Polygon", "coordinates": [\#(ring)]}}]}"#,
      as: "map.geojson"
    )
    try FileManager.default.createDirectory(atPath: folder.path("out"), withIntermediateDirectories: true)
  }

  @Test("A Shapefile has all its files; where one of them cannot be written there is none")
  func shapefile() throws {
    let arguments = ["export", map, "--kind", "shapefile", "--output"]
    #expect(try Program(arguments: arguments + [folder.path("out/a.shp")]).status == 0)
    #expect(try folder.visibleFiles(in: "out") == ["a.dbf", "a.prj", "a.shp", "a.shx"])
    // A folder stands where the index is to be.
    try FileManager.default.createDirectory(atPath: folder.path("out/b.shx"), withIntermediateDirectories: true)
    let refused = try Program(arguments: arguments + [folder.path("out/b.shp")])
    #expect(refused.status == 74)
    #expect(try folder.visibleFiles(in: "out") == ["a.dbf", "a.prj", "a.shp", "a.shx", "b.shx"])
  }
}
