public import FieldGeometry
public import Quantities

/// A point of a mission that somebody has planned, on the plane of the field.
public struct FlownPoint: Sendable, Hashable {
  /// What is photographed from a point to the next.
  public enum Pictures: Sendable, Hashable {
    /// Nothing.
    case none
    /// One picture, at the point.
    case once
    /// A picture at the point, and at each distance.
    case everyDistance(Length)
    /// A picture at the point, and after each time.
    case everyTime(Duration)
  }

  /// Where it is.
  public let place: LocalPoint
  /// The altitude above what it counts from.
  public let altitude: Length
  /// What the altitude counts from; over flat ground all of them are the ground.
  public let reference: AltitudeReference
  /// The speed from here to the next point.
  public let speed: Speed
  /// What is photographed from here to the next point.
  public let pictures: Pictures
  /// Whether the drone stops here even where the way goes straight on.
  public let stops: Bool
  /// Whether the camera looks straight down from here to the next point.
  public let looksDown: Bool

  /// Makes a point.
  public init(
    place: LocalPoint,
    altitude: Length,
    reference: AltitudeReference = .takeoff,
    speed: Speed,
    pictures: Pictures,
    stops: Bool = false,
    looksDown: Bool = true
  ) {
    self.place = place
    self.altitude = altitude
    self.reference = reference
    self.speed = speed
    self.pictures = pictures
    self.stops = stops
    self.looksDown = looksDown
  }
}
