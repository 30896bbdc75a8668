#if canImport(Glibc)
  import Glibc
#endif
public import FieldGeometry
public import Quantities

/// Where a camera was and where it looked when it took a frame.
public struct FramePose: Sendable, Hashable {
  /// The position of the camera.
  public let position: GeoCoordinate

  /// The height of the camera above the ground under it.
  public let heightAboveGround: Length

  /// Where the camera looked, clockwise from true north; straight down, where the image's top points.
  public let yaw: Angle

  /// The angle of the camera from the horizon; -90 degrees looks straight down.
  public let pitch: Angle

  /// The turn of the camera about its axis; positive lowers the image's right side.
  public let roll: Angle

  /// Makes a pose.
  public init(
    position: GeoCoordinate,
    heightAboveGround: Length,
    yaw: Angle,
    pitch: Angle = .degrees(-90),
    roll: Angle = .zero
  ) {
    self.position = position
    self.heightAboveGround = heightAboveGround
    self.yaw = yaw
    self.pitch = pitch
    self.roll = roll
  }

  /// The angle of the camera from the vertical; 0 looks straight down.
  public var tilt: Angle { .radians(acos(min(1, max(-1, -sin(pitch.radians))))) }

  /// The same pose at another height above the ground.
  func at(height: Length) -> FramePose {
    FramePose(position: position, heightAboveGround: height, yaw: yaw, pitch: pitch, roll: roll)
  }
}
