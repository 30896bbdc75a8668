public import Imagery

/// Where a direction from the camera falls on a frame.
public struct FrameLens: Sendable, Hashable {
  /// What is known of the distortion.
  public enum Basis: String, Sendable, Hashable {
    /// Nothing: the camera is taken as a pinhole.
    case pinhole
    /// The camera has taken the distortion out itself.
    case corrected = "corrected by the camera"
    /// The calibration that the frame carries.
    case frame = "calibration in the frame"
    /// A camera file of the user's.
    case cameraFile = "camera file"
  }

  /// The focal length along the rows, in pixels of the frame.
  public let focalX: Double
  /// The focal length along the columns, in pixels of the frame.
  public let focalY: Double
  /// How far the axis is to the right of the frame's middle, in pixels.
  public let axisX: Double
  /// How far the axis is below the frame's middle, in pixels.
  public let axisY: Double
  /// The distortion; nil for a lens without, or whose distortion is not known.
  public let distortion: LensDistortion?
  /// What is known of the distortion.
  public let basis: Basis

  /// Makes a lens.
  public init(
    focalX: Double,
    focalY: Double,
    axisX: Double = 0,
    axisY: Double = 0,
    distortion: LensDistortion? = nil,
    basis: Basis = .pinhole
  ) {
    self.focalX = focalX
    self.focalY = focalY
    self.axisX = axisX
    self.axisY = axisY
    self.distortion = distortion
    self.basis = basis
  }

  /// The focal length in pixels as one number.
  public var focalLengthInPixels: Double { (focalX * focalY).squareRoot() }

  /// Where a direction falls.
  ///
  /// - Parameters:
  ///   - right: along the rows, in focal lengths.
  ///   - down: along the columns, in focal lengths.
  /// - Returns: pixels right of and below the frame's middle; nil where the model does not hold.
  public func pixel(right: Double, down: Double) -> (x: Double, y: Double)? {
    guard let distortion else { return (axisX + focalX * right, axisY + focalY * down) }
    return distortion.distorted(x: right, y: down).map { (axisX + focalX * $0.x, axisY + focalY * $0.y) }
  }

  /// The direction that falls on a pixel.
  ///
  /// - Parameters:
  ///   - x: pixels right of the frame's middle.
  ///   - y: pixels below it.
  /// - Returns: focal lengths right and down; nil where the model does not hold.
  public func direction(x: Double, y: Double) -> (right: Double, down: Double)? {
    let (right, down) = ((x - axisX) / focalX, (y - axisY) / focalY)
    guard let distortion else { return (right, down) }
    return distortion.undistorted(x: right, y: down).map { ($0.x, $0.y) }
  }

  /// The same lens for a frame that was made smaller or larger by a factor.
  public func scaled(by factor: Double) -> FrameLens {
    FrameLens(
      focalX: focalX * factor,
      focalY: focalY * factor,
      axisX: axisX * factor,
      axisY: axisY * factor,
      distortion: distortion,
      basis: basis
    )
  }

  /// The same lens for the frame turned upright.
  ///
  /// The axis and the vector (p2, p1) turn with the frame; the radial part looks the same from all sides.
  public func upright(_ orientation: ImageOrientation) -> FrameLens {
    func turn(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
      switch orientation {
      case .upright: (x, y)
      case .mirrored: (-x, y)
      case .upsideDown: (-x, -y)
      case .flipped: (x, -y)
      case .transposed: (y, x)
      case .quarterClockwise: (-y, x)
      case .transversed: (-y, -x)
      case .quarterCounterClockwise: (y, -x)
      }
    }
    let axis = turn(axisX, axisY)
    let exchanges = orientation.rawValue >= 5
    let turned = distortion.map { old in
      let tangential = turn(old.tangential[1], old.tangential[0])
      return LensDistortion(
        k1: old.radial[0],
        k2: old.radial[1],
        k3: old.radial[2],
        p1: tangential.y,
        p2: tangential.x
      )
    }
    return FrameLens(
      focalX: exchanges ? focalY : focalX,
      focalY: exchanges ? focalX : focalY,
      axisX: axis.x,
      axisY: axis.y,
      distortion: turned,
      basis: basis
    )
  }
}
