public import Quantities

/// What one of the drones of a plan flies.
public struct DroneShare: Sendable, Hashable {
  /// Its sorties, counted from 0.
  public let sorties: [Int]
  /// When it first takes off, from the first take-off of all.
  public let start: Duration
  /// The highest that it flies on ways without pictures, above the take-off.
  public let highestWay: Length
}

extension SurveyPlan {
  /// What each drone flies.
  public var shares: [DroneShare] {
    Set(sorties.map(\.drone)).sorted().map { drone in
      let own = sorties.indices.filter { sorties[$0].drone == drone }
      let ways = own.flatMap { sorties[$0].legs }.filter { $0.line == nil }.flatMap(\.altitudes)
      return DroneShare(
        sorties: own,
        start: own.map { economics.schedule.starts[$0] }.min() ?? .zero,
        highestWay: ways.max() ?? design.altitude
      )
    }
  }
}
