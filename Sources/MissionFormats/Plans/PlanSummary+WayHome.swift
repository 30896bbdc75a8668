import Documents
import FlightPlanning
import Quantities

extension PlanSummary {
  /// The way home that the drone takes by itself.
  static func wayHome(of plan: SurveyPlan) -> JSONValue {
    let home = plan.wayHome
    func meters(_ length: Length?) -> JSONValue { length.map { .fixed($0.meters, decimals: 1) } ?? .null }
    return .members([
      "return_altitude_m": meters(home.altitude),
      "needed_m": meters(home.needed),
      "highest_ground_m": meters(home.highestGround),
      "lowest_ground_m": meters(home.lowestGround),
      "unknown_ground_percent": .fixed(home.unknownShare * 100, decimals: 1),
      "over_no_fly_zones_percent": .fixed(home.crossingShare * 100, decimals: 1),
      "farthest_m": meters(home.farthest),
    ])
  }
}
