import FieldGeometry
import Imagery
import InfestationMapping
import Quantities
import Testing

@Suite struct FramePlacementTests {
  /// A Phantom 4 Pro at the altitude of the seminar's S1: 1 mm per pixel.
  private func placement(yaw: Angle, height: Length = .meters(3.648)) throws -> FramePlacement {
    try FramePlacement(
      pose: FramePose(
        position: GeoCoordinate(latitude: .degrees(48), longitude: .degrees(16)),
        heightAboveGround: height,
        yaw: yaw,
        tilt: .zero
      ),
      optics: FrameOptics(sensorWidth: .millimeters(13.2), focalLength: .millimeters(8.8)),
      imageSize: PixelSize(width: 5472, height: 3648),
      fix: .standalone
    )
  }

  @Test func theSeminarsAltitudeGivesItsGroundSampling() throws {
    #expect(abs(try placement(yaw: .zero).groundSamplingDistance.centimetersPerPixel - 0.1) < 1e-9)
  }

  @Test func theImagesTopPointsAlongTheYaw() throws {
    let north = try placement(yaw: .zero).offset(x: 2736, y: 0)
    #expect(abs(north.east.meters) < 1e-9)
    #expect(abs(north.north.meters - 1.824) < 1e-9)
    let east = try placement(yaw: .degrees(90)).offset(x: 2736, y: 0)
    #expect(abs(east.east.meters - 1.824) < 1e-9)
    #expect(abs(east.north.meters) < 1e-9)
  }

  @Test func theRightEdgeLiesClockwiseOfTheTop() throws {
    let right = try placement(yaw: .degrees(90)).offset(x: 5472, y: 1824)
    #expect(abs(right.north.meters + 2.736) < 1e-9)
  }

  @Test func aHigherFlightIsLessSureInPlaceAndMoreSureInScale() throws {
    let (low, high) = (try placement(yaw: .zero), try placement(yaw: .zero, height: .meters(40)))
    #expect(high.groundSamplingUncertainty < low.groundSamplingUncertainty)
    #expect(high.positionalAccuracy > .meters(2))
    #expect(high.positionalAccuracy < .meters(4))
  }

  @Test func anObliqueFrameIsRefused() throws {
    #expect {
      try FramePlacement(
        pose: FramePose(
          position: GeoCoordinate(latitude: .zero, longitude: .zero),
          heightAboveGround: .meters(10),
          yaw: .zero,
          tilt: .degrees(45)
        ),
        optics: FrameOptics(sensorWidth: .millimeters(13.2), focalLength: .millimeters(8.8)),
        imageSize: PixelSize(width: 10, height: 10),
        fix: .standalone
      )
    } throws: {
      "\($0)".hasPrefix("the camera looked 45 degrees off the vertical, and only nadir frames (within 5 degrees)")
    }
  }
}

@Suite struct FrameOpticsTests {
  /// A Mavic 3 Enterprise: 17.3 mm over 5280 px, nominal 12.29 mm.
  private func sampling(calibrated: String, width: Int, model: String = "M3E") throws -> Double {
    let metadata = FrameMetadata(
      exif: ["Model": model, "FocalLength": "(12.29)", "FocalLengthIn35mmFilm": "24"],
      xmp: """
        drone-dji:GpsLatitude="48" drone-dji:GpsLongitude="16" drone-dji:RelativeAltitude="+12.00"
        drone-dji:GimbalYawDegree="0" drone-dji:GimbalPitchDegree="-90" drone-dji:CalibratedFocalLength="\(calibrated)"
        """
    )
    return try FramePlacement(metadata, imageSize: PixelSize(width: width, height: 300), height: nil) {
      $0 == "M3E" ? (.millimeters(17.3), 5280) : nil
    }.groundSamplingDistance.centimetersPerPixel
  }

  @Test func aCalibratedFocalLengthIsPreferred() throws {
    // 12 m over 3725.151 px: 0.3221 cm/px; the nominal focal length would give 0.3199.
    #expect(abs(try sampling(calibrated: "3725.151", width: 5280) - 1200 / 3725.151) < 1e-9)
  }

  @Test func aSmallerCopyKeepsTheCalibrationOfTheFullSize() throws {
    #expect(abs(try sampling(calibrated: "3725.151", width: 400) - 1200 / 3725.151 * 13.2) < 1e-9)
  }

  @Test func aCalibrationInPixelsOfTheSmallerCopyIsUnderstood() throws {
    #expect(abs(try sampling(calibrated: "282.2", width: 400) - 1200 / 282.2) < 1e-9)
  }

  @Test func aCalibrationThatMakesNoSenseGivesWayToTheNominalFocalLength() throws {
    #expect(abs(try sampling(calibrated: "99", width: 5280) - 1200 * 17.3 / (12.29 * 5280)) < 1e-9)
  }

  @Test func anUnknownCameraIsPlacedByIts35mmEquivalent() throws {
    #expect(abs(try sampling(calibrated: "0", width: 5280, model: "other") - 1200 * 36 / (24 * 5280.0)) < 1e-9)
  }
}
