#if canImport(Glibc)
  import Glibc
#endif
public import Imagery
public import Quantities

/// Where the pixels of a single frame lie on the ground, and how far off that may be.
public struct FramePlacement: Sendable, Hashable {
  /// What is assumed of the position where the frame itself does not say.
  public enum PositionFix: Sendable, Hashable {
    /// Satellite navigation without corrections.
    case standalone
    /// Satellite navigation without corrections, between two fixes that are a step apart.
    case interpolated(step: Length)
    /// Carrier-phase positioning without a fixed solution, with the deviation that the frame states, if it does.
    case float(deviation: Length?)
    /// Carrier-phase positioning with a fixed solution, with the deviation that the frame states.
    case realTimeKinematic(deviation: Length)

    /// The standard deviation of the horizontal position.
    ///
    /// Frames without corrections were 1.1-2.7 m off an orthophoto (13 nadir frames at 40 m height). A float solution is
    /// taken as good to half a metre at best. When between two fixes a receiver took them is not known: of a step that is
    /// evenly spread, the deviation is the step over the root of 12.
    public var deviation: Length {
      switch self {
      case .standalone: .meters(2)
      case .interpolated(let step): .meters((4 + step.meters * step.meters / 12).squareRoot())
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
    /// One surveyed site lay 1.4 m below its take-off, which no frame tells; an elevation model is taken as good to half a
    /// metre. What measured the camera's height is added.
    ///
    /// - Parameter instrument: the standard deviation of the camera's height.
    /// - Returns: one standard deviation.
    func deviation(instrument: Length) -> Length {
      func sum(_ ground: Double) -> Length {
        .meters((ground * ground + instrument.meters * instrument.meters).squareRoot())
      }
      return switch self {
      case .takeoff: sum(1.4)
      case .terrain: sum(0.5)
      case .stated: .meters(0.5)
      }
    }
  }

  /// How far off the yaw and the camera's height may be.
  public struct Deviations: Sendable, Hashable {
    /// The standard deviation of the yaw.
    public let yaw: Angle
    /// The standard deviation of the camera's height, before that of the ground is added.
    public let height: Length

    /// Makes deviations; what is assumed of a compass and a barometer where nothing is given.
    public init(yaw: Angle = .degrees(2), height: Length = .meters(0.5)) {
      self.yaw = yaw
      self.height = height
    }

    /// What is assumed of a direction that was taken from the way flown: a drone in wind flies some degrees sideways.
    public static let courseAsYaw = Angle.degrees(10)
  }

  /// A frame that looks further from the vertical than this is oblique: its mask has no place of its own.
  public static let largestTilt = Angle.degrees(5)

  /// Ground that is seen further from the vertical than this is not mapped: a metre of height moves it by 1.7 m.
  public static let largestViewAngle = Angle.degrees(60)

  /// A camera higher than this above the ground is a mistake in the metadata.
  public static let greatestHeight = Length.kilometers(10)

  /// Where the camera was.
  public let pose: FramePose
  /// The lens, for the upright frame.
  public let lens: FrameLens
  /// The size of the frame, upright.
  public let imageSize: PixelSize
  /// How the position was found.
  public let fix: PositionFix
  /// How the height was found.
  public let heightBasis: HeightBasis
  /// How far off the yaw and the camera's height may be.
  public let deviations: Deviations

  let axes: CameraAxes

  /// Places a frame.
  ///
  /// - Parameters:
  ///   - pose: where the camera was.
  ///   - lens: the lens, its focal lengths positive.
  ///   - imageSize: the size of the frame, upright.
  ///   - fix: how the position was found.
  ///   - heightBasis: how the height was found.
  ///   - deviations: how far off the yaw and the camera's height may be.
  /// - Throws: `InfestationMappingError` where the frame shows no ground that can be mapped, or its height or focal length make no sense.
  public init(
    pose: FramePose,
    lens: FrameLens,
    imageSize: PixelSize,
    fix: PositionFix,
    heightBasis: HeightBasis = .takeoff,
    deviations: Deviations = Deviations()
  ) throws {
    guard pose.heightAboveGround > .zero, pose.heightAboveGround <= Self.greatestHeight else {
      throw InfestationMappingError.heightOutOfRange(height: pose.heightAboveGround)
    }
    // From a fisheye to the longest of lenses; anything else is a mistake in the metadata.
    guard (0.1...100).contains(lens.focalLengthInPixels / Double(max(imageSize.width, imageSize.height))) else {
      throw InfestationMappingError.missingFrameMetadata(
        what: "a focal length that makes sense",
        remedy: "Take the original file from the drone's card"
      )
    }
    self.pose = pose
    self.lens = lens
    self.imageSize = imageSize
    self.fix = fix
    self.heightBasis = heightBasis
    self.deviations = deviations
    axes = CameraAxes(yaw: pose.yaw, pitch: pose.pitch, roll: pose.roll)
    guard !groundOutline(atHeight: pose.heightAboveGround).isEmpty else {
      throw InfestationMappingError.noGround(tilt: pose.tilt)
    }
  }

  /// Places a frame of a pinhole camera.
  ///
  /// - Throws: `InfestationMappingError` where the frame shows no ground that can be mapped, or its height or focal length make no sense.
  public init(
    pose: FramePose,
    focalLengthInPixels: Double,
    imageSize: PixelSize,
    fix: PositionFix,
    heightBasis: HeightBasis = .takeoff
  ) throws {
    try self.init(
      pose: pose,
      lens: FrameLens(focalX: focalLengthInPixels, focalY: focalLengthInPixels),
      imageSize: imageSize,
      fix: fix,
      heightBasis: heightBasis
    )
  }

  /// The focal length in pixels of the frame.
  public var focalLengthInPixels: Double { lens.focalLengthInPixels }

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
    let (x, y) = (x - Double(imageSize.width) / 2, y - Double(imageSize.height) / 2)
    guard let (right, down) = lens.direction(x: x, y: y) else { return nil }
    let fall = -(axes.forward.up + axes.right.up * right + axes.down.up * down)
    guard fall > 1e-9 else { return nil }
    let scale = height / fall
    return (
      (axes.forward.east + axes.right.east * right + axes.down.east * down) * scale,
      (axes.forward.north + axes.right.north * right + axes.down.north * down) * scale
    )
  }

  /// The pixel that shows a place given in metres from the camera; nil behind the camera or beside the frame.
  public func pixel(east: Double, north: Double, up: Double) -> (x: Double, y: Double)? {
    let depth = axes.forward.dot(east, north, up)
    guard depth > 0,
      let seen = lens.pixel(
        right: axes.right.dot(east, north, up) / depth,
        down: axes.down.dot(east, north, up) / depth
      )
    else { return nil }
    let (x, y) = (Double(imageSize.width) / 2 + seen.x, Double(imageSize.height) / 2 + seen.y)
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
  public var heightDeviation: Length { heightBasis.deviation(instrument: deviations.height) }

  /// The relative standard deviation of the ground sampling distance, as a plain number; areas have twice as much.
  public var groundSamplingUncertainty: Double { heightDeviation / pose.heightAboveGround }

  /// How far a place may be from where the map shows it: position, height, yaw and tilt, added as squares.
  ///
  /// The gimbal's vertical is taken as good to 1 degree. At a horizontal distance r from the camera an
  /// error of the height moves a place by r/h of it, one of the tilt by h (1 + r^2/h^2) times the angle.
  ///
  /// - Parameter distance: how far the place is from the point under the camera.
  /// - Returns: one standard deviation.
  public func positionalAccuracy(at distance: Length) -> Length {
    let (r, h) = (distance.meters, pose.heightAboveGround.meters)
    let parts = [
      fix.deviation.meters,
      r / h * heightDeviation.meters,
      r * sin(deviations.yaw.radians),
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
