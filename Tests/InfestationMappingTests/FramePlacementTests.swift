import FieldGeometry
import Imagery
import InfestationMapping
import Quantities
import TestSupport
import Testing

@Suite struct FramePlacementTests {
  /// A Phantom 4 Pro at the altitude of the seminar's S1: 1 mm per pixel.
  private func placement(
    yaw: Angle,
    pitch: Angle = .degrees(-90),
    roll: Angle = .zero,
    height: Length = .meters(3.648)
  ) throws -> FramePlacement {
    try FramePlacement(
      pose: FramePose(
        position: GeoCoordinate(latitude: .degrees(48), longitude: .degrees(16)),
        heightAboveGround: height,
        yaw: yaw,
        pitch: pitch,
        roll: roll
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
    let north = try #require(try placement(yaw: .zero).offset(x: 2736, y: 0))
    #expect(abs(north.east.meters) < 1e-9)
    #expect(abs(north.north.meters - 1.824) < 1e-9)
    let east = try #require(try placement(yaw: .degrees(90)).offset(x: 2736, y: 0))
    #expect(abs(east.east.meters - 1.824) < 1e-9)
    #expect(abs(east.north.meters) < 1e-9)
  }

  @Test func theRightEdgeLiesClockwiseOfTheTop() throws {
    let right = try #require(try placement(yaw: .degrees(90)).offset(x: 5472, y: 1824))
    #expect(abs(right.north.meters + 2.736) < 1e-9)
  }

  @Test func aHigherFlightIsLessSureInPlaceAndMoreSureInScale() throws {
    let (low, high) = (try placement(yaw: .zero), try placement(yaw: .zero, height: .meters(40)))
    #expect(high.groundSamplingUncertainty < low.groundSamplingUncertainty)
    #expect(high.positionalAccuracy > .meters(2))
    #expect(high.positionalAccuracy < .meters(4))
  }

  @Test func aRollOf180DegreesAtTheNadirTurnsTheImage() throws {
    let south = try #require(try placement(yaw: .zero, roll: .degrees(180)).offset(x: 2736, y: 0))
    #expect(abs(south.north.meters + 1.824) < 1e-9)
    #expect(abs(south.east.meters) < 1e-9)
  }

  @Test func theMiddleOfAnObliqueFrameLiesAheadByItsHeight() throws {
    // At 45 degrees the ray to the middle goes as far ahead as it falls.
    let oblique = try placement(yaw: .degrees(90), pitch: .degrees(-45), height: .meters(10))
    let middle = try #require(oblique.offset(x: 2736, y: 1824))
    #expect(abs(middle.east.meters - 10) < 1e-9)
    #expect(abs(middle.north.meters) < 1e-9)
    #expect(!oblique.isNadir)
    #expect(abs(oblique.pose.tilt.degrees - 45) < 1e-9)
    // h / f of 10 m over 3648 px, wider by 1 / cos and longer by 1 / cos^2: sqrt(2^1.5) as a square.
    let expected = 10 / 3648 * 2.0.squareRoot() * 2.0.squareRoot().squareRoot()
    #expect(abs(oblique.groundSamplingDistance.metersPerPixel - expected) < 1e-12)
  }

  @Test func aPositiveRollLowersTheRightSide() throws {
    let level = try #require(try placement(yaw: .zero, pitch: .degrees(-45)).offset(x: 5472, y: 1824))
    let rolled = try #require(
      try placement(yaw: .zero, pitch: .degrees(-45), roll: .degrees(10)).offset(x: 5472, y: 1824)
    )
    #expect(rolled.north < level.north)
  }

  @Test func pixelsAndPlacesOnTheGroundAreInverse() throws {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<300 {
      let oblique = try placement(
        yaw: .degrees(.random(in: -180...180, using: &generator)),
        pitch: .degrees(.random(in: -90 ... -50, using: &generator)),
        roll: .degrees(.random(in: -180...180, using: &generator)),
        height: .meters(.random(in: 2...120, using: &generator))
      )
      let (x, y) = (Double.random(in: 1..<5471, using: &generator), Double.random(in: 1..<3647, using: &generator))
      guard let ground = oblique.offset(x: x, y: y) else { continue }
      let pixel = try #require(
        oblique.pixel(east: ground.east.meters, north: ground.north.meters, up: -oblique.pose.heightAboveGround.meters)
      )
      #expect(abs(pixel.x - x) < 1e-5 && abs(pixel.y - y) < 1e-5)
    }
  }

  @Test func aCameraThatLooksAtTheSkyShowsNoGround() {
    #expect { try placement(yaw: .zero, pitch: .degrees(10)) } throws: {
      "\($0)".hasPrefix("the camera looked 100 degrees off the vertical, and shows no ground within 60 degrees")
    }
  }

  @Test func theUncertaintyGrowsWithTheDistanceAndHasFourParts() throws {
    let frame = try placement(yaw: .zero, height: .meters(40))
    // 2 m, 1.4866 m of height, 2 degrees of yaw and 1 degree of tilt, at 30 m from the point under the camera.
    let tilt = 40 * (1 + 900.0 / 1600) * 0.017455065
    let yaw = 30 * 0.034899497
    let height = 30.0 / 40 * (1.4 * 1.4 + 0.25).squareRoot()
    let expected = (4 + height * height + yaw * yaw + tilt * tilt).squareRoot()
    #expect(abs(frame.positionalAccuracy(at: .meters(30)).meters - expected) < 1e-6)
    #expect(frame.positionalAccuracy(at: .zero) < frame.positionalAccuracy(at: .meters(10)))
    let onTerrain = try frame.onTerrain(heightAboveGround: .meters(40))
    #expect(onTerrain.positionalAccuracy < frame.positionalAccuracy)
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
      $0 == "M3E" ? FrameSensor(width: .millimeters(17.3), widthInPixels: 5280, heightInPixels: 3956) : nil
    }.groundSamplingDistance.centimetersPerPixel
  }

  @Test func aCalibratedFocalLengthIsPreferred() throws {
    // 12 m over 3725.151 px: 0.3221 cm/px; the nominal focal length would give 0.3199.
    #expect(abs(try sampling(calibrated: "3725.151", width: 5280) - 1200 / 3725.151) < 1e-9)
  }

  @Test func aFrameThatStoodUprightHasTheScaleOfItsStoredRows() throws {
    func sampling(orientation: String, width: Int, height: Int) throws -> Double {
      let metadata = FrameMetadata(
        exif: ["Model": "M3E", "FocalLength": "(12.29)", "Orientation": orientation],
        xmp: """
          drone-dji:GpsLatitude="48" drone-dji:GpsLongitude="16" drone-dji:RelativeAltitude="+12.00"
          drone-dji:GimbalYawDegree="0" drone-dji:GimbalPitchDegree="-90"
          """
      )
      return try FramePlacement(metadata, imageSize: PixelSize(width: width, height: height), height: nil) { _ in
        FrameSensor(width: .millimeters(17.3), widthInPixels: 5280, heightInPixels: 3956)
      }.groundSamplingDistance.centimetersPerPixel
    }
    let lying = try sampling(orientation: "1", width: 5280, height: 3956)
    #expect(abs(lying - 1200 * 17.3 / (12.29 * 5280)) < 1e-9)
    #expect(try sampling(orientation: "6", width: 3956, height: 5280) == lying)
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

/// Frames decoded at a part of their size.
@Suite struct FramePlacementScaleTests {
  @Test(arguments: [2, 4, 8])
  func theCornersOfASmallerFrameShowTheSameGround(divisor: Int) throws {
    let whole = try FramePlacement(
      pose: FramePose(
        position: GeoCoordinate(latitude: .degrees(48), longitude: .degrees(16)),
        heightAboveGround: .meters(20),
        yaw: .degrees(30),
        pitch: .degrees(-80),
        roll: .zero
      ),
      focalLengthInPixels: 3000,
      imageSize: PixelSize(width: 4000, height: 3000),
      fix: .standalone
    )
    let part = try whole.scaled(by: divisor)
    for (x, y) in [(0.0, 0.0), (1, 0), (0, 1), (1, 1), (0.5, 0.25)] {
      let first = try #require(whole.offset(x: x * 4000, y: y * 3000))
      let other = try #require(
        part.offset(x: x * Double(part.imageSize.width), y: y * Double(part.imageSize.height))
      )
      #expect(abs((first.east - other.east).meters) < 1e-6 && abs((first.north - other.north).meters) < 1e-6)
    }
    let finest = whole.groundSamplingDistance.metersPerPixel
    #expect(abs(part.groundSamplingDistance.metersPerPixel / finest - Double(divisor)) < 1e-9)
  }
}
