public import Quantities

/// How high somebody's mission is above the terrain.
public struct ClearanceReport: Sendable, Hashable {
  /// What the elevation source is called.
  public let source: String
  /// The lowest ground below, in the source's own heights.
  public let lowestGround: Length
  /// The highest ground below, in the source's own heights.
  public let highestGround: Length
  /// The least height above the ground.
  public let leastHeight: Length
  /// The greatest height above the ground.
  public let greatestHeight: Length

  /// Looks at the whole way of each flight, in steps of the source's resolution.
  ///
  /// - Throws: `FlightPlanningError.terrainMissing` where the terrain lacks a place.
  init?(_ flights: [[FlownPoint]], heights: [FlightHeights], source: String) throws {
    var (low, high) = (Double.infinity, -Double.infinity)
    var (least, greatest) = (Double.infinity, -Double.infinity)
    for (points, heights) in zip(flights, heights) {
      for (start, end) in zip(points, points.dropFirst()) {
        let found = try heights.heights(from: start, to: end, at: heights.samples(from: start, to: end))
        least = min(least, found.heights.min() ?? least)
        greatest = max(greatest, found.heights.max() ?? greatest)
        low = min(low, found.ground?.min() ?? low)
        high = max(high, found.ground?.max() ?? high)
      }
    }
    guard least.isFinite, low.isFinite else { return nil }
    self.source = source
    (lowestGround, highestGround) = (.meters(low), .meters(high))
    (leastHeight, greatestHeight) = (.meters(least), .meters(greatest))
  }

  /// What stands against these heights on ways; lines are looked at on their own.
  func limits(_ conditions: FlightConditions) -> [PlanLimit] {
    if leastHeight <= .zero {
      return [
        PlanLimit(
          .terrain,
          .error,
          "The way leads \(Figure.text(-leastHeight.meters, 1)) m below the ground of '\(source)': the drone would crash."
        )
      ]
    }
    var limits: [PlanLimit] = []
    if leastHeight < conditions.minimumAltitude {
      limits.append(
        PlanLimit(
          .terrain,
          .warning,
          """
          The way comes as near as \(Figure.text(leastHeight.meters, 1)) m to the ground of '\(source)', below \
          \(Figure.text(conditions.minimumAltitude.meters, 1)) m.
          """
        )
      )
    }
    // Files round altitudes to millimetres.
    if greatestHeight > conditions.maximumAltitude + .millimeters(1) {
      limits.append(
        PlanLimit(
          .heightLaw,
          .error,
          """
          The way is up to \(Figure.text(greatestHeight.meters, 1)) m above the ground of '\(source)', above the limit of \
          \(Figure.text(conditions.maximumAltitude.meters, 1)) m.
          """
        )
      )
    }
    return limits
  }
}
