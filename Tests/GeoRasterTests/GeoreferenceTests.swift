import FieldGeometry
import Foundation
import GeoRaster
import Imagery
import InfestationMapping
import Quantities
import Testing

@Suite struct GeoreferenceTests {
  @Test func aPixelInUTMHasItsGridArea() throws {
    let place = try Georeference(transform: [500_000, 0.01, 0, 5_300_000, 0, -0.01], wkt: "EPSG:32633", path: "t")
    #expect(try place.pixelArea(column: 10, row: 10) == .squareMeters(0.01 * 0.01))
  }

  @Test func aPixelInWebMercatorCoversLessGroundThanItSays() throws {
    // At 48 degrees the scale is 1 / cos(48 degrees), so the area is cos^2 = 0.448 of the nominal one.
    let place = try Georeference(transform: [1_780_000, 1, 0, 6_106_854, 0, -1], wkt: "EPSG:3857", path: "t")
    let area = try place.pixelArea(column: 0, row: 0).squareMeters
    #expect(abs(area - 0.448) < 0.005)
  }

  @Test func aPixelInDegreesHasItsEllipsoidArea() throws {
    // One arc second at the equator: 30.92 m east by 30.72 m north on WGS 84.
    let second = 1.0 / 3600
    let place = try Georeference(transform: [10, second, 0, 0, 0, -second], wkt: "EPSG:4326", path: "t")
    #expect(abs(try place.pixelArea(column: 0, row: 0).squareMeters - 30.922 * 30.715) < 0.5)
  }

  @Test func aRotatedPixelHasTheSameArea() throws {
    // Turned by 0.3 radians.
    let scale = 0.02
    let (cosine, sine) = (scale * 0.955_336_489, scale * 0.295_520_207)
    let place = try Georeference(
      transform: [500_000, cosine, sine, 5_300_000, sine, -cosine],
      wkt: "EPSG:32633",
      path: "t"
    )
    #expect(abs(try place.pixelArea(column: 0, row: 0).squareMeters - 0.0004) < 1e-9)
  }

  @Test(arguments: [0.0, 30, 90, 200, 359])
  func aFramesCentreLiesUnderTheCameraAndItsTopAlongTheYaw(yaw: Double) throws {
    let camera = try GeoCoordinate(latitude: .degrees(47.95), longitude: .degrees(16.85))
    let size = try PixelSize(width: 2000, height: 1000)
    let placement = try FramePlacement(
      pose: FramePose(position: camera, heightAboveGround: .meters(40), yaw: .degrees(yaw)),
      optics: FrameOptics(sensorWidth: .millimeters(13.2), focalLength: .millimeters(8.8)),
      imageSize: size,
      fix: .standalone
    )
    let place = try Georeference(of: placement, path: "t")
    let positions = try place.coordinates(of: [PixelCorner(x: 1000, y: 500), PixelCorner(x: 1000, y: 0)])
    #expect(abs(positions[0].latitude.degrees - 47.95) < 1e-8)
    #expect(abs(positions[0].longitude.degrees - 16.85) < 1e-8)
    // 500 pixels of 3 cm: 15 m from the camera, in the direction of the yaw.
    let north = (positions[1].latitude - positions[0].latitude).radians * 6_364_700
    let east = (positions[1].longitude - positions[0].longitude).radians * 6_389_945 * 0.669_783
    #expect(abs((north * north + east * east).squareRoot() - 15) < 0.05)
    let direction = Angle.radians(yaw * .pi / 180)
    #expect(abs(north * cos(direction.radians) + east * sin(direction.radians) - 15) < 0.05)
  }

  @Test func aSystemThatIsNoneIsRefused() {
    #expect {
      try Georeference(transform: [0, 1, 0, 0, 0, -1], wkt: "LOCAL", path: "odd.tif")
    } throws: {
      "\($0)".hasPrefix("Cannot bring 'odd.tif' to WGS 84: ")
    }
  }
}
