public import FieldGeometry
public import Quantities

/// What a single frame shows of level ground, and how well it is placed.
public struct FrameFootprint: Sendable, Hashable {
  /// The frame.
  public let source: String

  /// The outline on the ground without its closing position.
  public let ring: [GeoCoordinate]

  /// The ground sampling distance in the middle.
  public let groundSamplingDistance: GroundSamplingDistance

  /// How far the frame may be off (one standard deviation).
  public let positionalAccuracy: Length

  /// Draws a frame.
  ///
  /// - Parameters:
  ///   - source: the frame.
  ///   - placement: where it lies.
  /// - Throws: `FieldGeometryError` where a corner is not on the Earth.
  public init(source: String, placement: FramePlacement) throws {
    let plane = LocalFrame(origin: placement.pose.position)
    self.source = source
    // The outline's points are in no order, and what a camera sees of level ground is convex.
    let hull = ConvexHull(
      placement.outline(atHeight: placement.pose.heightAboveGround).map { LocalPoint(east: $0.east, north: $0.north) }
    )
    ring = try hull.vertices.map { try plane.coordinate(of: $0) }
    groundSamplingDistance = placement.groundSamplingDistance
    positionalAccuracy = placement.positionalAccuracy
  }
}
