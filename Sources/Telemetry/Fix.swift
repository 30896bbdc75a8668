public import FieldGeometry
public import Quantities

/// Where a drone and its camera were at one time; what the recording does not give is nil.
public struct Fix: Sendable, Hashable {
  /// The time since the recording began.
  public var time: Duration?

  /// The position.
  public var position: GeoCoordinate

  /// The height above its reference.
  public var altitude: Length?

  /// What the altitude counts from.
  public var altitudeReference: AltitudeReference

  /// Where the camera looked, clockwise from true north; where only the drone's is known, the drone's.
  public var yaw: Angle?

  /// The angle of the camera from the horizon: -90 degrees looks straight down.
  public var pitch: Angle?

  /// The turn of the camera about its axis.
  public var roll: Angle?

  /// How many satellites were received.
  public var satellites: Int?

  /// The focal length that would show as much on film of 36 mm width.
  public var focalLengthOn35mmFilm: Length?

  /// Makes a fix.
  public init(
    time: Duration?,
    position: GeoCoordinate,
    altitude: Length? = nil,
    altitudeReference: AltitudeReference = .unknown,
    yaw: Angle? = nil,
    pitch: Angle? = nil,
    roll: Angle? = nil,
    satellites: Int? = nil,
    focalLengthOn35mmFilm: Length? = nil
  ) {
    self.time = time
    self.position = position
    self.altitude = altitude
    self.altitudeReference = altitudeReference
    self.yaw = yaw
    self.pitch = pitch
    self.roll = roll
    self.satellites = satellites
    self.focalLengthOn35mmFilm = focalLengthOn35mmFilm
  }
}
