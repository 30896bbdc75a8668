import FieldGeometry
import FlightPlanning
import GeoRaster
import Quantities
import TestSupport
import Testing

@Suite(.enabled(if: Program.isInstalled("gdal_translate"), "needs gdal-bin")) struct ElevationRasterTests {
  /// A raster of 4 by 3 pixels of 10 m, its corner at 600000, 5300020 in a system of one's choice.
  static func write(
    _ folder: TemporaryFolder,
    system: String = "EPSG:32633",
    transform: String = "600000, 10, 0, 5300020, 0, -10",
    extra: String = ""
  ) throws -> String {
    _ = try folder.write(
      """
      ncols 4
      nrows 3
      xllcorner 600000
      yllcorner 5299990
      cellsize 10
      NODATA_value -9999
      100 110 120 130
      140 150 160 -9999
      180 190 200 210

      """,
      as: "heights.asc"
    )
    let virtual = try folder.write(
      """
      <VRTDataset rasterXSize="4" rasterYSize="3">
        <SRS>\(system)</SRS>
        <GeoTransform>\(transform)</GeoTransform>
        <VRTRasterBand dataType="Float32" band="1">
          <NoDataValue>-9999</NoDataValue>\(extra)
          <SimpleSource><SourceFilename relativeToVRT="1">heights.asc</SourceFilename><SourceBand>1</SourceBand></SimpleSource>
        </VRTRasterBand>
      </VRTDataset>
      """,
      as: "terrain.vrt"
    )
    let path = folder.path("terrain.tif")
    try #require(try Program.installed("gdal_translate", "-q", virtual, path).status == 0)
    return path
  }

  /// Longitude and latitude of 600000 + x, 5300020 + y in EPSG:32633, by steps around a known place; good to a millimetre
  /// over 50 m: PROJ 9.1 gives 16.3367925629, 47.8456038934 for 600015, 5300005.
  static func place(x: Double, y: Double, _ raster: ElevationRaster) throws -> GeoCoordinate {
    let frame = LocalFrame(
      origin: try GeoCoordinate(latitude: .degrees(47.8456038934), longitude: .degrees(16.3367925629))
    )
    // The grid of UTM is turned against north by the convergence, sin φ · Δλ, and 0.9997 of the ground.
    let turn = 0.7413 * 1.3367926 * Double.pi / 180
    let (dx, dy) = ((x - 15) / 0.99972, (y + 15) / 0.99972)
    return try frame.coordinate(
      of: LocalPoint(east: .meters(dx + turn * dy), north: .meters(dy - turn * dx))
    )
  }

  static func height(_ raster: ElevationRaster, x: Double, y: Double) throws -> GroundElevation {
    try raster.elevations(at: [place(x: x, y: y, raster)])[0]
  }

  @Test func heightsAreBilinearBetweenTheMiddlesOfPixels() throws {
    let folder = try TemporaryFolder()
    let raster = try ElevationRaster(path: Self.write(folder))
    #expect(abs(raster.resolution.meters - 10) < 0.01)
    for (x, y, expected) in [
      (5.0, -5.0, 100.0), (15, -15, 150), (10, -5, 105), (5, -10, 120), (10, -10, 125), (20, -20, 175),
      // Beside the middle of the outermost pixel its height holds.
      (1, -1, 100), (15, -29, 190),
    ] {
      guard case .height(let height) = try Self.height(raster, x: x, y: y) else {
        Issue.record("no height at \(x), \(y)")
        continue
      }
      #expect(abs(height.meters - expected) < 0.1, "\(x), \(y)")
    }
  }

  @Test func whatHasNoDataAndWhatLiesOutsideAreToldApart() throws {
    let folder = try TemporaryFolder()
    let raster = try ElevationRaster(path: Self.write(folder))
    #expect(try Self.height(raster, x: 35, y: -15) == .noData)
    #expect(try Self.height(raster, x: 31, y: -12) == .noData)
    #expect(try Self.height(raster, x: -2, y: -5) == .outside)
    #expect(try Self.height(raster, x: 20, y: 3) == .outside)
    #expect(try raster.elevations(at: []) == [])
  }

  /// Marks for "no data" that a file does not declare.
  @Test func whatIsNoHeightIsNoData() throws {
    let folder = try TemporaryFolder()
    for mark in ["-9999", "-32768", "-3.4e38", "1e38", "9999"] {
      let text = """
        ncols 2
        nrows 2
        xllcorner 600000
        yllcorner 5300000
        cellsize 10
        100 \(mark)
        100 100

        """
      let raw = try folder.write(text, as: "marks.asc")
      let path = folder.path("marks.tif")
      try #require(try Program.installed("gdal_translate", "-q", "-a_srs", "EPSG:32633", raw, path).status == 0)
      let raster = try ElevationRaster(path: path)
      #expect(try Self.height(raster, x: 15, y: -5) == .noData, "\(mark)")
      #expect(try Self.height(raster, x: 10, y: -10) == .noData, "\(mark)")
      guard case .height(let height) = try Self.height(raster, x: 5, y: -15) else {
        Issue.record("no height beside \(mark)")
        continue
      }
      #expect(abs(height.meters - 100) < 1e-6)
    }
  }

  @Test func feetScaleAndOffsetBecomeMetres() throws {
    let folder = try TemporaryFolder()
    let extra = "<UnitType>ft</UnitType><Offset>10</Offset><Scale>2</Scale>"
    let raster = try ElevationRaster(path: Self.write(folder, extra: extra))
    guard case .height(let height) = try Self.height(raster, x: 15, y: -15) else {
      Issue.record("no height")
      return
    }
    #expect(abs(height.meters - (150 * 2 + 10) * 0.3048) < 0.1)
  }

  @Test func degreesWorkAsWell() throws {
    let folder = try TemporaryFolder()
    let path = try Self.write(folder, system: "EPSG:4326", transform: "16, 0.001, 0, 48, 0, -0.001")
    let raster = try ElevationRaster(path: path)
    // A thousandth of a degree at 48 degrees: 111.2 by 74.6 m.
    #expect(abs(raster.resolution.meters - (111.2 * 74.6).squareRoot()) < 0.3)
    let place = try GeoCoordinate(latitude: .degrees(47.999), longitude: .degrees(16.001))
    guard case .height(let height) = try raster.elevations(at: [place])[0] else {
      Issue.record("no height")
      return
    }
    #expect(abs(height.meters - 125) < 1e-6)
  }

  @Test func manyPlacesAtOnceAreWhatTheyAreAlone() throws {
    let folder = try TemporaryFolder()
    let raster = try ElevationRaster(path: Self.write(folder))
    let places = try (0..<60).map { try Self.place(x: Double($0 % 10) * 5 - 2, y: -Double($0 / 10) * 7 + 2, raster) }
    let alone = try places.map { try raster.elevations(at: [$0])[0] }
    for (one, other) in zip(try raster.elevations(at: places), alone) {
      guard case .height(let a) = one, case .height(let b) = other else {
        #expect(one == other)
        continue
      }
      #expect(abs((a - b).meters) < 1e-9)
    }
  }

  @Test func whatIsNoTerrainIsRefused() throws {
    let folder = try TemporaryFolder()
    #expect {
      try ElevationRaster(path: Sample.orthophoto)
    } throws: {
      "\($0)".contains("as terrain: it has 3 bands, not one. Give a one-band raster of heights")
    }
    let unknown = try Self.write(folder, extra: "<UnitType>fathom</UnitType>")
    #expect {
      try ElevationRaster(path: unknown)
    } throws: {
      "\($0)".contains("as terrain: its heights are in 'fathom'.")
    }
    let bare = try folder.write(
      "ncols 2\nnrows 1\nxllcorner 0\nyllcorner 0\ncellsize 1\n1 2\n",
      as: "bare.asc"
    )
    #expect {
      try ElevationRaster(path: bare)
    } throws: {
      "\($0)".contains("as terrain: it has no coordinate reference system.")
    }
    #expect(throws: GeoRasterError.missing(path: "none.tif")) { try ElevationRaster(path: "none.tif") }
  }
}
