import Foundation
import TestSupport
import Testing

/// Files that name addresses or other files: nothing is asked of the network, and nothing but the file is read.
@Suite struct NoNetworkTests {
  static let field = "Missions/seewinkel-field/field.geojson"

  static func raster(_ source: String) -> String {
    """
    <VRTDataset rasterXSize="64" rasterYSize="64"><SRS>EPSG:32633</SRS><GeoTransform>6e5,1,0,5.3e6,0,-1</GeoTransform>
    """
      + (1...3).map { band in
        """
        <VRTRasterBand dataType="Byte" band="\(band)"><SimpleSource>
        <SourceFilename>\(source)</SourceFilename><SourceBand>\(band)</SourceBand></SimpleSource></VRTRasterBand>
        """
      }.joined() + "</VRTDataset>"
  }

  @Test func noInputMakesARequest() throws {
    let listener = try LocalListener()
    let folder = try TemporaryFolder()
    let address = "http://127.0.0.1:\(listener.port)/a.tif"
    let vrt = Self.raster("/vsicurl/\(address)")
    let service = """
      <GDAL_WMS><Service name="TMS"><ServerUrl>\(address)</ServerUrl></Service><DataWindow><UpperLeftX>0</UpperLeftX>
      <UpperLeftY>1</UpperLeftY><LowerRightX>1</LowerRightX><LowerRightY>0</LowerRightY><SizeX>256</SizeX>
      <SizeY>256</SizeY></DataWindow><BandsCount>3</BandsCount></GDAL_WMS>
      """
    let layers = """
      <OGRVRTDataSource><!-- <gpx --><OGRVRTLayer name="a"><SrcDataSource>/vsicurl/\(address)</SrcDataSource>
      </OGRVRTLayer></OGRVRTDataSource>
      """
    let output = ["--output", folder.path("out"), "--overwrite", "--engine", "opencv"]
    for (name, text) in [("a.tif", vrt), ("b.tif", service), ("c.png", vrt), ("d.tif", "/vsicurl/" + address)] {
      let run = try Program(arguments: ["map", folder.write(text, as: name)] + output)
      #expect(run.status != 0)
      #expect(run.messages.contains("Cannot read '\(folder.path(name))' as a raster: "), "\(run.messages)")
      #expect(run.messages.contains("GeoTIFF, JPEG, PNG or JPEG 2000."))
    }
    let plan = ["--drone", "phantom-4-pro", "--gsd", "3cm"]
    for name in ["a.gpx", "a.kml", "a.geojson", "a.shp", "a.gpkg"] {
      let run = try Program(arguments: ["plan", folder.write(layers, as: name)] + plan)
      #expect(run.status != 0 && run.messages.hasPrefix("Error: Cannot "), "\(run.messages)")
    }
    let terrain = try Program(
      arguments: ["plan", Self.field, "--terrain", folder.write(vrt, as: "dem.tif")] + plan
    )
    #expect(terrain.status != 0 && terrain.messages.contains("as a raster: "), "\(terrain.messages)")
    // What lies beside a sound file is opened with it.
    try FileManager.default.copyItem(
      atPath: Sample.orthophoto,
      toPath: folder.path("sound.tif")
    )
    for beside in ["sound.tif.ovr", "sound.tif.msk", "sound.tif.aux.xml"] { _ = try folder.write(vrt, as: beside) }
    #expect(try Program(arguments: ["map", folder.path("sound.tif")] + output).status == 0)
    #expect(listener.calls == 0)
  }

  @Test func anotherFileIsNotMapped() throws {
    let folder = try TemporaryFolder()
    let other = Sample.orthophoto
    let run = try Program("map", try folder.write(Self.raster(other), as: "a.tif"), "--output", folder.path("out"))
    #expect(run.status != 0)
    #expect(!FileManager.default.fileExists(atPath: folder.path("out/map.geojson")))
  }
}
