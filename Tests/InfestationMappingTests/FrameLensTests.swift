import FieldGeometry
import Imagery
import InfestationMapping
import Quantities
import TestSupport
import Testing

/// Lenses with distortion.
@Suite struct FrameLensTests {
  /// What DJI writes for a Phantom 4 RTK, with 5472 pixels in a row.
  private static let dewarp = "2020-01-01;3666.66,3665.15,-7.82,-18.58,-0.26652,0.11083,0.00049,-0.00031,-0.03"

  @Test func aDistortedDirectionIsWhatTheFormulaGives() throws {
    // r^2 = 0.09 + 0.16 = 0.25: 1 - 0.1 * 0.25 + 0.02 * 0.0625 + 0.004 * 0.015625 = 0.9763125.
    let lens = LensDistortion(k1: -0.1, k2: 0.02, k3: 0.004, p1: 0.001, p2: -0.002)
    let place = try #require(lens.distorted(x: 0.3, y: -0.4))
    // x: 0.3 * 0.9763125 + 2 * 0.001 * 0.3 * -0.4 - 0.002 * (0.25 + 0.18)
    #expect(abs(place.x - 0.29179375) < 1e-12)
    // y: -0.4 * 0.9763125 + 0.001 * (0.25 + 0.32) + 2 * -0.002 * 0.3 * -0.4
    #expect(abs(place.y - -0.389475) < 1e-12)
  }

  @Test func distortingAndUndistortingAreInverse() throws {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<500 {
      let lens = LensDistortion(
        k1: .random(in: -0.3...0.2, using: &generator),
        k2: .random(in: -0.05...0.15, using: &generator),
        k3: .random(in: -0.03...0.03, using: &generator),
        p1: .random(in: -0.002...0.002, using: &generator),
        p2: .random(in: -0.002...0.002, using: &generator)
      )
      // A frame as wide as 84 degrees.
      let (x, y) = (
        Double.random(in: -0.75...0.75, using: &generator), Double.random(in: -0.5...0.5, using: &generator)
      )
      guard let place = lens.distorted(x: x, y: y) else { continue }
      let back = try #require(lens.undistorted(x: place.x, y: place.y))
      #expect(abs(back.x - x) < 1e-9 && abs(back.y - y) < 1e-9)
    }
  }

  @Test func aPlaceFarBesideTheFrameDoesNotShowUpInIt() {
    // 1 - 0.25 r^2 turns back at r = 1.15: a direction at r = 1.9 would fall at 0.19.
    let lens = LensDistortion(k1: -0.25)
    #expect(lens.distorted(x: 1.9, y: 0) == nil)
    #expect(lens.distorted(x: 1.1, y: 0) != nil)
    #expect(lens.undistorted(x: 3, y: 0) == nil)
  }

  @Test func aTurnedFrameShowsTheSameDirections() throws {
    let lens = FrameLens(
      focalX: 400,
      focalY: 410,
      axisX: 7,
      axisY: -3,
      distortion: LensDistortion(k1: -0.1, k2: 0.02, p1: 0.003, p2: -0.004)
    )
    let stored = try #require(lens.pixel(right: 0.3, down: 0.2))
    // A quarter clockwise: what was to the right points down, what was down points to the left.
    let turned = try #require(lens.upright(.quarterClockwise).pixel(right: -0.2, down: 0.3))
    #expect(abs(turned.x - -stored.y) < 1e-9 && abs(turned.y - stored.x) < 1e-9)
    let half = try #require(lens.upright(.upsideDown).pixel(right: -0.3, down: -0.2))
    #expect(abs(half.x - -stored.x) < 1e-9 && abs(half.y - -stored.y) < 1e-9)
    let back = try #require(lens.upright(.quarterCounterClockwise).pixel(right: 0.2, down: -0.3))
    #expect(abs(back.x - stored.y) < 1e-9 && abs(back.y - -stored.x) < 1e-9)
  }

  private func metadata(_ extra: String) -> FrameMetadata {
    FrameMetadata(
      exif: ["Model": "FC6310R", "FocalLength": "(8.8)"],
      xmp: """
        drone-dji:GpsLatitude="48" drone-dji:GpsLongitude="16" drone-dji:RelativeAltitude="+40.00"
        drone-dji:GimbalYawDegree="0" drone-dji:GimbalPitchDegree="-90" \(extra)
        """
    )
  }

  private func placement(_ extra: String, width: Int = 5472, height: Int = 3648) throws -> FramePlacement {
    try FramePlacement(metadata(extra), imageSize: PixelSize(width: width, height: height), height: nil) { _ in
      FrameSensor(width: .millimeters(13.2), widthInPixels: 5472, heightInPixels: 3648)
    }
  }

  @Test func dewarpDataMovesTheCornersOfAFrame() throws {
    let pinhole = try placement("")
    let real = try placement("drone-dji:DewarpData=\"\(Self.dewarp)\"")
    #expect(pinhole.lens.basis == .pinhole && real.lens.basis == .frame)
    // The axis is 7.82 px to the left of the middle and 18.58 px above it.
    let middle = try #require(real.offset(x: 2736 - 7.82, y: 1824 - 18.58))
    #expect(abs(middle.east.meters) < 1e-9 && abs(middle.north.meters) < 1e-9)
    // The lens draws corners in by several percent, so they show ground further out.
    let near = try #require(pinhole.offset(x: 5472, y: 0))
    let far = try #require(real.offset(x: 5472, y: 0))
    #expect(far.east > near.east * 1.05 && far.north > near.north * 1.05)
    let pixel = try #require(real.pixel(east: far.east.meters * 0.99, north: far.north.meters * 0.99, up: -40))
    let again = try #require(real.offset(x: pixel.x, y: pixel.y))
    #expect(abs(again.east.meters - far.east.meters * 0.99) < 1e-6)
  }

  @Test func aSmallerCopyHasTheSameLens() throws {
    let data = "drone-dji:DewarpData=\"\(Self.dewarp)\""
    let full = try #require(try placement(data).offset(x: 5000, y: 300))
    let small = try #require(try placement(data, width: 1368, height: 912).offset(x: 1250, y: 75))
    #expect(abs(full.east.meters - small.east.meters) < 1e-9 && abs(full.north.meters - small.north.meters) < 1e-9)
  }

  @Test func aFrameThatTheCameraCorrectedIsNotCorrectedAgain() throws {
    let corrected = try placement("drone-dji:DewarpData=\"\(Self.dewarp)\" drone-dji:DewarpFlag=\"1\"")
    #expect(corrected.lens.basis == .corrected)
    #expect(corrected.lens.distortion == nil)
  }

  @Test(arguments: ["", "2020-01-01;", "2020-01-01;1,2,3", "2020-01-01;3666,3665,a,b,0,0,0,0,0", "x;0,0,0,0,0,0,0,0,0"])
  func damagedDewarpDataLeaveAPinhole(text: String) throws {
    #expect(try placement("drone-dji:DewarpData=\"\(text)\"").lens.basis == .pinhole)
  }

  @Test func aCalibrationThatContradictsTheLensIsNotTaken() throws {
    let other = Self.dewarp.replacing("3666.66,3665.15", with: "9000,9000")
    #expect(try placement("drone-dji:DewarpData=\"\(other)\"").lens.basis == .pinhole)
  }

  @Test func aCameraFileWinsAndHasToFitTheFrame() throws {
    let calibration = LensCalibration(
      lens: FrameLens(focalX: 4000, focalY: 4000, basis: .cameraFile),
      size: try PixelSize(width: 5472, height: 3648)
    )
    let known = metadata("drone-dji:DewarpData=\"\(Self.dewarp)\"")
    let size = try PixelSize(width: 2736, height: 1824)
    let frame = try FramePlacement(known, imageSize: size, height: nil, calibration: calibration) { _ in nil }
    #expect(frame.lens.basis == .cameraFile && frame.lens.focalX == 2000)
    let video = try PixelSize(width: 3840, height: 2160)
    #expect {
      try FramePlacement(known, imageSize: video, height: nil, calibration: calibration) { _ in nil }
    } throws: {
      "\($0)".hasPrefix("the camera file is for 5472 x 3648 px, and the frame has 3840 x 2160 px")
    }
  }

  @Test func theReceiversHeightMakesTheScaleSurer() throws {
    let plain = try placement("")
    let fixed = try placement(
      "drone-dji:RtkFlag=\"50\" drone-dji:RtkStdLat=\"0.03\" drone-dji:RtkStdLon=\"0.04\" drone-dji:RtkStdHgt=\"0.06\""
    )
    // The ground stays unknown to 1.4 m.
    #expect(abs(plain.heightDeviation.meters - (1.96 + 0.25).squareRoot()) < 1e-12)
    #expect(abs(fixed.heightDeviation.meters - (1.96 + 0.0036).squareRoot()) < 1e-12)
    #expect(abs(fixed.fix.deviation.meters - 0.05) < 1e-12)
  }
}
