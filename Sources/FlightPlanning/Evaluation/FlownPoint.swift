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
  /// The altitude above the ground, which is taken as flat.
  public let altitude: Length
  /// The speed from here to the next point.
  public let speed: Speed
  /// What is photographed from here to the next point.
  public let pictures: Pictures

  /// Makes a point.
  public init(place: LocalPoint, altitude: Length, speed: Speed, pictures: Pictures) {
    self.place = place
    self.altitude = altitude
    self.speed = speed
    self.pictures = pictures
  }
}
