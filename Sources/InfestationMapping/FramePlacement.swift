#if canImport(Glibc)
  import Glibc
#endif
public import Imagery
public import Quantities

/// Where the pixels of a single frame lie on the ground, and how far off that may be: a pinhole camera without distortion.
public struct FramePlacement: Sendable, Hashable {
  /// What is assumed of the position where the frame itself does not say.
  public enum PositionFix: Sendable, Hashable {
    /// Satellite navigation without corrections.
    case standalone
    /// Carrier-phase positioning without a fixed solution, with the deviation that the frame states, if it does.
    case float(deviation: Length?)
    /// Carrier-phase positioning with a fixed solution, with the deviation that the frame states.
    case realTimeKinematic(deviation: Length)

    /// The standard deviation of the horizontal position.
    ///
    /// Frames without corrections were 1.1-2.7 m off an orthophoto (13 nadir frames at 40 m height). A float solution is
    /// taken as good to half a metre at best.
    public var deviation: Length {
      switch self {
      case .standalone: .meters(2)
      case .float(let deviation): max(deviation ?? .meters(0.5), .meters(0.5))
      case .realTimeKinematic(let deviation): deviation
      }
    }
  }

  /// What the height above the ground comes from.
  public enum HeightBasis: Sendable, Hashable {
    /// The height above the take-off, as if all ground were level with it.
    case takeoff
    /// The height above an elevation model.
    case terrain
    /// The user.
    case stated

    /// The standard deviation of the height above ground.
    ///
    /// One surveyed site lay 1.4 m below its take-off, which no frame tells; half a metre is added for the barometer, and
    /// half a metre for an elevation model.
    var deviation: Length {
      switch self {
      case .takeoff: .meters((1.4 * 1.4 + 0.5 * 0.5).squareRoot())
      case .terrain: .meters(0.5 * 2.0.squareRoot())
      case .stated: .meters(0.5)
      }
    }
  }

  /// A frame that looks further from the vertical than this is oblique: its mask has no place of its own.
  public static let largestTilt = Angle.degrees(5)

  /// Ground that is seen further from the vertical than this is not mapped: a metre of height moves it by 1.7 m.
  public static let largestViewAngle = Angle.degrees(60)

  /// A camera higher than this above the ground is a mistake in the metadata.
  public static let greatestHeight = Length.kilometers(10)

  /// Where the camera was.
  public let pose: FramePose
  /// The focal length in pixels of the frame.
  public let focalLengthInPixels: Double
  /// The size of the frame, upright.
  public let imageSize: PixelSize
  /// How the position was found.
  public let fix: PositionFix
  /// How the height was found.
  public let heightBasis: HeightBasis

  let axes: CameraAxes

  /// Places a frame.
  ///
  /// - Parameters:
  ///   - pose: where the camera was.
  ///   - focalLengthInPixels: the focal length, positive.
  ///   - imageSize: the size of the frame, upright.
  ///   - fix: how the position was found.
  ///   - heightBasis: how the height was found.
  /// - Throws: `InfestationMappingError` where the frame shows no ground that can be mapped, or its height or focal length make no sense.
  public init(
    pose: FramePose,
    focalLengthInPixels: Double,
    imageSize: PixelSize,
    fix: PositionFix,
    heightBasis: HeightBasis = .takeoff
  ) throws {
    guard pose.heightAboveGround > .zero, pose.heightAboveGround <= Self.greatestHeight else {
      throw InfestationMappingError.heightOutOfRange(height: pose.heightAboveGround)
    }
    // From a fisheye to the longest of lenses; anything else is a mistake in the metadata.
    guard (0.1...100).contains(focalLengthInPixels / Double(max(imageSize.width, imageSize.height))) else {
      throw InfestationMappingError.missingFrameMetadata(
        what: "a focal length that makes sense",
        remedy: "Take the original file from the drone's card"
      )
    }
    self.pose = pose
    self.focalLengthInPixels = focalLengthInPixels
    self.imageSize = imageSize
    self.fix = fix
    self.heightBasis = heightBasis
    axes = CameraAxes(yaw: pose.yaw, pitch: pose.pitch, roll: pose.roll)
    guard !groundOutline(atHeight: pose.heightAboveGround).isEmpty else {
      throw InfestationMappingError.noGround(tilt: pose.tilt)
    }
  }

  /// Places a frame whose optics are known by their lengths.
  ///
  /// - Throws: `InfestationMappingError` where the frame shows no ground that can be mapped, or its height or focal length make no sense.
  public init(pose: FramePose, optics: FrameOptics, imageSize: PixelSize, fix: PositionFix) throws {
    try self.init(
      pose: pose,
      focalLengthInPixels: optics.focalLengthInPixels(imageWidth: imageSize.width),
      imageSize: imageSize,
      fix: fix
    )
  }

  /// Whether the camera looked straight down, so that the whole frame has one scale.
  public var isNadir: Bool { pose.tilt <= Self.largestTilt }

  /// The length on the ground of one pixel in the middle of the frame; of an oblique frame, the side of a square as large.
  ///
  /// At an angle a from the vertical a pixel is h / (f cos a) wide and h / (f cos^2 a) long.
  public var groundSamplingDistance: GroundSamplingDistance {
    let cosine = cos(min(isNadir ? .zero : pose.tilt, Self.largestViewAngle).radians)
    return .metersPerPixel(pose.heightAboveGround.meters / (focalLengthInPixels * cosine * cosine.squareRoot()))
  }

  /// The place of a pixel corner on level ground, in metres east and north of the camera; nil at or above the horizon.
  public func offset(x: Double, y: Double) -> (east: Length, north: Length)? {
    offset(x: x, y: y, height: pose.heightAboveGround.meters).map { (.meters($0.east), .meters($0.north)) }
  }

  func offset(x: Double, y: Double, height: Double) -> (east: Double, north: Double)? {
    let (right, down) = (x - Double(imageSize.width) / 2, y - Double(imageSize.height) / 2)
    let f = focalLengthInPixels
    let fall = -(axes.forward.up * f + axes.right.up * right + axes.down.up * down)
    guard fall > 1e-9 * f else { return nil }
    let scale = height / fall
    return (
      (axes.forward.east * f + axes.right.east * right + axes.down.east * down) * scale,
      (axes.forward.north * f + axes.right.north * right + axes.down.north * down) * scale
    )
  }

  /// The pixel that shows a place given in metres from the camera; nil behind the camera or beside the frame.
  public func pixel(east: Double, north: Double, up: Double) -> (x: Double, y: Double)? {
    let depth = axes.forward.dot(east, north, up)
    guard depth > 0 else { return nil }
    let x = Double(imageSize.width) / 2 + focalLengthInPixels * axes.right.dot(east, north, up) / depth
    let y = Double(imageSize.height) / 2 + focalLengthInPixels * axes.down.dot(east, north, up) / depth
    guard x >= 0, y >= 0, x < Double(imageSize.width), y < Double(imageSize.height) else { return nil }
    return (x, y)
  }

  /// Points around the ground that the frame shows and that can be mapped, in metres from the camera; none where the frame
  /// shows none.
  func groundOutline(atHeight height: Length) -> [(east: Double, north: Double)] {
    let steps = 8
    let (width, length) = (Double(imageSize.width), Double(imageSize.height))
    let border = (0..<steps).flatMap { step -> [(Double, Double)] in
      let part = Double(step) / Double(steps)
      return [(part * width, 0), (width, part * length), ((1 - part) * width, length), (0, (1 - part) * length)]
    }
    let reach = height.meters * tan(Self.largestViewAngle.radians)
    var points = border.compactMap { offset(x: $0.0, y: $0.1, height: height.meters) }
      .filter { $0.east * $0.east + $0.north * $0.north <= reach * reach }
    // Where the frame reaches beyond what is mapped, the limit is the outline.
    points += (0..<64).map { Double($0) * .pi / 32 }.map { (reach * sin($0), reach * cos($0)) }
      .filter { pixel(east: $0.0, north: $0.1, up: -height.meters) != nil }
    return points
  }

  /// Points around the ground that the frame shows and that can be mapped, from the point under the camera.
  ///
  /// - Parameter height: the height of the camera above the ground, taken as level.
  /// - Returns: the points, in no order; none where the frame shows no such ground.
  public func outline(atHeight height: Length) -> [(east: Length, north: Length)] {
    groundOutline(atHeight: height).map { (.meters($0.east), .meters($0.north)) }
  }

  /// The standard deviation of the height above ground.
  public var heightDeviation: Length { heightBasis.deviation }

  /// The relative standard deviation of the ground sampling distance, as a plain number; areas have twice as much.
  public var groundSamplingUncertainty: Double { heightDeviation / pose.heightAboveGround }

  /// How far a place may be from where the map shows it: position, height, yaw and tilt, added as squares.
  ///
  /// Yaw is taken as good to 2 degrees, the gimbal's vertical to 1 degree. At a horizontal distance r from the camera an
  /// error of the height moves a place by r/h of it, one of the tilt by h (1 + r^2/h^2) times the angle.
  ///
  /// - Parameter distance: how far the place is from the point under the camera.
  /// - Returns: one standard deviation.
  public func positionalAccuracy(at distance: Length) -> Length {
    let (r, h) = (distance.meters, pose.heightAboveGround.meters)
    let parts = [
      fix.deviation.meters,
      r / h * heightDeviation.meters,
      r * sin(Angle.degrees(2).radians),
      h * (1 + r * r / (h * h)) * tan(Angle.degrees(1).radians),
    ]
    return .meters(parts.reduce(0) { $0 + $1 * $1 }.squareRoot())
  }

  /// How far a place at the edge of what is mapped may be from where the map shows it.
  public var positionalAccuracy: Length {
    let farthest = groundOutline(atHeight: pose.heightAboveGround)
      .map { ($0.east * $0.east + $0.north * $0.north).squareRoot() }.max()
    return positionalAccuracy(at: .meters(farthest ?? 0))
  }
}
