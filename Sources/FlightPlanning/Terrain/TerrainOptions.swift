public import Quantities

/// How a plan uses the terrain.
public struct TerrainOptions: Sendable, Hashable {
  /// Whether the height above the ground is kept; it is unless stated.
  public var mode = TerrainMode.follow

  /// How far the height above the ground may be from the one asked for; nil for 5 per cent of it and at most 2 m.
  ///
  /// The length of a pixel on the ground changes by the same part.
  public var tolerance: Length?

  /// The options with nothing stated.
  public init() {}

  /// The tolerance at an altitude.
  public func tolerance(at altitude: Length) -> Length { tolerance ?? min(.meters(2), altitude * 0.05) }

  /// Refuses a tolerance that would let the drone touch the ground.
  func check(altitude: Length) throws {
    let tolerance = tolerance(at: altitude)
    guard tolerance > .zero, tolerance.meters.isFinite else {
      throw FlightPlanningError.notPositive(quantity: "terrain tolerance")
    }
    guard tolerance <= altitude / 2 else {
      throw FlightPlanningError.toleranceTooWide(tolerance: tolerance, altitude: altitude)
    }
  }
}
