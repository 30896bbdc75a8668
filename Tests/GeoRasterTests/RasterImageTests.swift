import Foundation
import GeoRaster
import FieldGeometry
import Imagery
import InfestationMapping
import Quantities
import TestSupport
import Testing

@Suite struct RasterImageTests {
  @Test func aMissingFileIsNamed() {
    #expect {
      try RasterImage(path: "no/such.tif")
    } throws: {
      "\($0)" == "Cannot read 'no/such.tif': there is no such file. Check the path."
    }
  }

  @Test func anEmptyFileIsCalledEmpty() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Data(), as: "empty.tif")
    #expect(throws: GeoRasterError.empty(path: path)) { try RasterImage(path: path) }
  }

  @Test(arguments: ["II*\0garbage", "not an image", "{}", "\u{89}PNG\r\n"])
  func garbageIsUnreadable(text: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(text, as: "broken.tif")
    #expect {
      try RasterImage(path: path)
    } throws: {
      "\($0)".hasPrefix("Cannot read '\(path)' as an image: ") && "\($0)".hasSuffix("that is whole.")
    }
  }

  @Test(.enabled(if: SharedFiles.exists("samples/geotiff/rasterio_RGBA.uint16.tif"), "needs ../shared"))
  func sixteenBitsAreRefusedWithTheWayToConvert() {
    #expect {
      try RasterImage(path: SharedFiles.path("samples/geotiff/rasterio_RGBA.uint16.tif"))
    } throws: {
      "\($0)".contains("its samples are UInt16") && "\($0)".contains("gdal_translate -ot Byte -scale")
    }
  }

  @Test func samplesOrthophotoHasABorderThatWasNotSurveyed() throws {
    let image = try RasterImage(path: Sample.orthophoto)
    let corner = try image.read(PixelRect(x: 0, y: 0, size: PixelSize(width: 8, height: 8)))
    let centre = try image.read(
      PixelRect(x: image.size.width / 2, y: image.size.height / 2, size: PixelSize(width: 8, height: 8))
    )
    #expect(corner.isOutsideSurvey)
    #expect(centre.surveyed?.allSatisfy { $0 != 0 } ?? true)
  }

  @Test func samplesPixelsAreAQuarterOfACentimetre() throws {
    let image = try RasterImage(path: Sample.orthophoto)
    let georeference = try Georeference(of: image)
    #expect(abs(try georeference.groundSamplingDistance(column: 0, row: 0).centimetersPerPixel - 0.25) < 1e-9)
    let position = try georeference.coordinates(of: [PixelCorner(x: 0, y: 0)])[0]
    #expect((16.0...17.5).contains(position.longitude.degrees))
    #expect((47.5...48.5).contains(position.latitude.degrees))
  }
}
