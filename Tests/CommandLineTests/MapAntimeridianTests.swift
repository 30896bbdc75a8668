import Foundation
import TestSupport
import Testing

/// `ragweed map` on rasters that the 180th meridian crosses.
@Suite(.enabled(if: Program.isInstalled("gdal_translate"), "needs gdal-bin"))
struct MapAntimeridianTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Where 180 degrees lie on the equator, in three systems.
  ///
  /// EPSG:3832, Mercator around 150 degrees east: 3 339 584.72 m. UTM zone 1: 166 021.44 m. A raster in degrees counts on
  /// beyond 180.
  @Test(arguments: [
    ("EPSG:3832", 3_339_584.7238, 0.0025), ("EPSG:32601", 166_021.4431, 0.0025),
    ("EPSG:4326", 180.0, 0.0025 / 111_319.4908),
  ])
  func polygonsAreCutAtTheMeridian(system: String, meridian: Double, pixel: Double) throws {
    let input = folder.path("date-line.tif")
    let (west, east) = (meridian - 500 * pixel, meridian + 500 * pixel)
    let (top, bottom) = ("\(300 * pixel)", "\(-300 * pixel)")
    try SamplePart.write(
      input,
      x: 900,
      width: 1000,
      height: 600,
      "-a_srs",
      system,
      "-a_ullr",
      "\(west)",
      top,
      "\(east)",
      bottom
    )
    let outcome = try Program("map", input, "--output", folder.path("out"))
    #expect(outcome.status == 0, "\(outcome.messages)")
    let data = try Data(contentsOf: URL(fileURLWithPath: folder.path("out/map.geojson")))
    let map = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let features = try #require(map["features"] as? [[String: Any]])
    var cut = 0
    var sides = Set<Bool>()
    for feature in features {
      let geometry = try #require(feature["geometry"] as? [String: Any])
      let polygons: [[[[Double]]]]
      if geometry["type"] as? String == "MultiPolygon" {
        polygons = try #require(geometry["coordinates"] as? [[[[Double]]]])
        cut += 1
      } else {
        polygons = [try #require(geometry["coordinates"] as? [[[Double]]])]
      }
      for rings in polygons {
        let longitudes = rings.joined().map { $0[0] }
        #expect(longitudes.allSatisfy { $0.magnitude <= 180 && $0.magnitude > 179.9999 })
        #expect(longitudes.allSatisfy { $0 > 0 } || longitudes.allSatisfy { $0 < 0 }, "a ring lies on one side")
        sides.insert(longitudes[0] > 0)
      }
    }
    #expect(cut > 0, "the sample has weeds in its middle")
    #expect(sides == [true, false])
    // Drawn and counted areas agree: nothing spans the Earth.
    let drawn = try features.map { try #require($0["geometry"] as? [String: Any]).equatorialArea }.reduce(0, +)
    let stated = features.compactMap { ($0["properties"] as? [String: Any])?["area_m2"] as? Double }.reduce(0, +)
    #expect(abs(drawn / stated - 1) < 0.003, "\(drawn) m2 drawn, \(stated) m2 stated")
  }
}

extension [String: Any] {
  /// The area in square metres of a polygon or several on the equator, where a degree of longitude has 111 319.5 m and one
  /// of latitude 110 574.3 m.
  fileprivate var equatorialArea: Double {
    let polygons = self["coordinates"] as? [[[[Double]]]] ?? [self["coordinates"] as? [[[Double]]] ?? []]
    return polygons.joined().map { ring in
      zip(ring, ring.dropFirst()).reduce(0) { sum, edge in
        let (x0, y0) = (edge.0[0] - ring[0][0], edge.0[1] - ring[0][1])
        let (x1, y1) = (edge.1[0] - ring[0][0], edge.1[1] - ring[0][1])
        return sum + (x0 * y1 - x1 * y0) / 2
      }
    }.reduce(0, +) * 111_319.4908 * 110_574.2758
  }
}
