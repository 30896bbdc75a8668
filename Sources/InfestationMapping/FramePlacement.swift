#if canImport(Glibc)
  import Glibc
#endif
public import Imagery
public import Quantities

/// Where the pixels of a single nadir frame lie on flat ground, and how far off that may be.
public struct FramePlacement: Sendable, Hashable {
  /// What is assumed of the position where the frame itself does not say.
  public enum PositionFix: Sendable, Hashable {
    /// Satellite navigation without corrections.
    case standalone
    /// Carrier-phase positioning with a fixed solution, with the deviation that the frame states.
    case realTimeKinematic(deviation: Length)

    /// The standard deviation of the horizontal position.
    ///
    /// Frames without corrections were 1.1-2.7 m off an orthophoto (13 nadir frames at 40 m height).
    var deviation: Length {
      switch self {
      case .standalone: .meters(2)
      case .realTimeKinematic(let deviation): deviation
      }
    }
  }

  /// A frame that looks further from the vertical than this is not placed as if it looked straight down.
  public static let largestTilt = Angle.degrees(5)

  /// Where the camera was.
  public let pose: FramePose
  /// The length on the ground of one pixel.
  public let groundSamplingDistance: GroundSamplingDistance
  /// The size of the frame.
  public let imageSize: PixelSize
  /// How the position was found.
  public let fix: PositionFix

  /// Places a frame.
  ///
  /// - Throws: `InfestationMappingError` where the frame is not nadir or the height is not positive.
  public init(pose: FramePose, optics: FrameOptics, imageSize: PixelSize, fix: PositionFix) throws {
    guard pose.tilt <= Self.largestTilt else { throw InfestationMappingError.notNadir(tilt: pose.tilt) }
    guard pose.heightAboveGround > .zero else {
      throw InfestationMappingError.heightNotPositive(height: pose.heightAboveGround)
    }
    self.pose = pose
    self.imageSize = imageSize
    self.fix = fix
    groundSamplingDistance = optics.groundSamplingDistance(at: pose.heightAboveGround, imageSize: imageSize)
  }

  /// The place of a pixel corner, in metres east and north of the camera.
  public func offset(x: Double, y: Double) -> (east: Length, north: Length) {
    let scale = groundSamplingDistance.metersPerPixel
    let right = (x - Double(imageSize.width) / 2) * scale
    let up = (Double(imageSize.height) / 2 - y) * scale
    let (sine, cosine) = (sin(pose.yaw.radians), cos(pose.yaw.radians))
    return (.meters(right * cosine + up * sine), .meters(up * cosine - right * sine))
  }

  /// The standard deviation of the height above ground: barometer drift, and ground that is not level with the take-off.
  ///
  /// One surveyed site lay 1.4 m below its take-off, which no frame tells; half a metre is added for the barometer.
  public var heightDeviation: Length { .meters((1.4 * 1.4 + 0.5 * 0.5).squareRoot()) }

  /// The relative standard deviation of the ground sampling distance, as a plain number; areas have twice as much.
  public var groundSamplingUncertainty: Double { heightDeviation / pose.heightAboveGround }

  /// How far a pixel at the frame's corner may be from its place: position, height, yaw and tilt, added as squares.
  ///
  /// Yaw is taken as good to 2 degrees, the gimbal's vertical to 1 degree.
  public var positionalAccuracy: Length {
    let radius =
      groundSamplingDistance.metersPerPixel
      * (Double(imageSize.width * imageSize.width + imageSize.height * imageSize.height)).squareRoot() / 2
    let parts = [
      fix.deviation.meters,
      radius * groundSamplingUncertainty,
      radius * sin(Angle.degrees(2).radians),
      pose.heightAboveGround.meters * tan(Angle.degrees(1).radians),
    ]
    return .meters(parts.reduce(0) { $0 + $1 * $1 }.squareRoot())
  }
}
