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
      "\($0)".hasPrefix("Cannot read '\(path)' as a raster: ")
        && "\($0)".hasSuffix("that is whole: GeoTIFF, JPEG, PNG or JPEG 2000.")
    }
  }

  @Test(.enabled(if: SharedFiles.exists("samples/geotiff/rasterio_RGBA.uint16.tif"), "needs ../shared"))
  func aRasterOfOneBrightnessIsBlackAndNotEndless() throws {
    // The surveyed samples of this file are all the same.
    let image = try RasterImage(path: SharedFiles.path("samples/geotiff/rasterio_RGBA.uint16.tif"))
    let range = try #require(image.valueRange)
    #expect(range.sampleType == "UInt16" && range.low < range.high)
    let whole = try image.read(PixelRect(x: 0, y: 0, size: image.size))
    #expect(whole.rgb.allSatisfy { $0 == 0 })
  }

  @Test(.enabled(if: Program.isInstalled("gdal_translate"), "needs gdal-bin"))
  func sixteenBitsBecomeEight() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("deep.tif")
    let outcome = try Program.installed(
      "gdal_translate",
      arguments: [
        "-q", "-srcwin", "1300", "500", "300", "200", "-ot", "UInt16", "-scale", "0", "255", "500", "5600",
        Sample.orthophoto, path,
      ]
    )
    try #require(outcome.status == 0, "\(outcome.messages)")
    let window = try PixelRect(x: 0, y: 0, size: PixelSize(width: 300, height: 200))
    let range = try #require(try RasterImage(path: path).valueRange)
    #expect(range.sampleType == "UInt16" && !range.isStated)
    #expect(range.low >= 500 && range.high <= 5600 && range.low < range.high)
    // About a hundredth of the samples lies beyond each end; many have the same brightness.
    let stretched = try RasterImage(path: path).read(window).rgb
    #expect((0.002...0.03).contains(Double(stretched.count { $0 == 0 }) / Double(stretched.count)))
    #expect((0.002...0.03).contains(Double(stretched.count { $0 == 255 }) / Double(stretched.count)))
    // Twenty steps of 16 bits are one of 8.
    let stated = try RasterImage(path: path, range: 500...5600).read(window).rgb
    let plain = try RasterImage(path: Sample.orthophoto)
      .read(PixelRect(x: 1300, y: 500, size: PixelSize(width: 300, height: 200))).rgb
    #expect(stated == plain)
  }

  @Test func bandsThatAreNotThereAreNamed() {
    #expect(throws: GeoRasterError.noSuchBand(path: Sample.orthophoto, band: 7, count: 3)) {
      try RasterImage(path: Sample.orthophoto, bands: [1, 7, 2])
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
