#if canImport(Glibc)
  import Glibc
#endif
public import Quantities

extension FrameMetadata {
  /// Where the camera looked, as it is taken.
  public struct Direction: Sendable, Hashable {
    /// Clockwise from true north; straight down, where the image's top points.
    public let yaw: Angle
    /// From the horizon; -90 degrees looks straight down.
    public let pitch: Angle
    /// The turn about the camera's axis.
    public let roll: Angle
    /// Whether the image may as well lie the other way round.
    public let isUncertain: Bool
  }

  /// Within so much of the vertical, yaw and roll turn the image about the same axis.
  private static let nadirInDegrees = 10.0

  /// Where the camera looked; nil where yaw or pitch are not stated.
  ///
  /// Some gimbals near the vertical write a roll of ±180 degrees without having turned the picture, with a yaw that is
  /// that of the picture or of its opposite. Of the two, the one nearer to the drone's own yaw is taken; without one, the
  /// angles are taken as they stand, and uncertain.
  public var direction: Direction? {
    guard let yaw = gimbalYaw, let pitch = gimbalPitch else { return nil }
    let roll = gimbalRoll ?? .zero
    guard !isDirectionStated, roll.degrees.magnitude > 90, (pitch.degrees + 90).magnitude <= Self.nadirInDegrees else {
      return Direction(yaw: yaw, pitch: pitch, roll: roll, isUncertain: false)
    }
    guard let flightYaw else { return Direction(yaw: yaw, pitch: pitch, roll: roll, isUncertain: true) }
    let opposite = yaw + .degrees(180)
    func distance(_ angle: Angle) -> Double { remainder((angle - flightYaw).degrees, 360).magnitude }
    let level = Angle.degrees(remainder(roll.degrees - 180, 360))
    return Direction(
      yaw: distance(yaw) <= distance(opposite) ? yaw : opposite,
      pitch: pitch,
      roll: level,
      isUncertain: false
    )
  }
}
