public import Quantities

/// A position on the plane of a `LocalFrame`: metres east and north of its origin.
public struct LocalPoint: Sendable, Hashable {
  /// The distance east of the origin; negative to the west.
  public let east: Length

  /// The distance north of the origin; negative to the south.
  public let north: Length

  /// Makes a position.
  public init(east: Length, north: Length) {
    self.east = east
    self.north = north
  }

  /// The origin of the frame.
  public static let origin = LocalPoint(east: .zero, north: .zero)

  /// The straight distance to another position on the plane.
  public func distance(to other: LocalPoint) -> Length { .meters((Vector(other) - Vector(self)).length) }

  /// The direction of another position, clockwise from north, from -180 to 180 degrees.
  public func bearing(to other: LocalPoint) -> Angle {
    .radians(Vector.direction(of: Vector(other) - Vector(self)))
  }

  /// The position a part of the way to another: 0 here, 1 there.
  public func interpolated(to other: LocalPoint, by fraction: Double) -> LocalPoint {
    LocalPoint(Vector(self) + (Vector(other) - Vector(self)) * fraction)
  }
}
