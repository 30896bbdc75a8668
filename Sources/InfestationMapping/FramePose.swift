public import FieldGeometry
public import Quantities

/// Where a camera was and where it looked when it took a frame.
public struct FramePose: Sendable, Hashable {
  /// The position of the camera.
  public let position: GeoCoordinate

  /// The height of the camera above the ground under it.
  public let heightAboveGround: Length

  /// The direction of the image's top, clockwise from true north.
  public let yaw: Angle

  /// The angle of the camera from the vertical; 0 looks straight down.
  public let tilt: Angle

  /// Makes a pose.
  public init(position: GeoCoordinate, heightAboveGround: Length, yaw: Angle, tilt: Angle) {
    self.position = position
    self.heightAboveGround = heightAboveGround
    self.yaw = yaw
    self.tilt = tilt
  }
}
