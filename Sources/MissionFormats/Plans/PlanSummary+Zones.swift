import Documents
import FlightPlanning
import Quantities

extension PlanSummary {
  /// Adds what no-fly zones take from the field, behind its area; a plan without zones has no such keys.
  static func withZones(_ summary: JSONValue, _ plan: SurveyPlan) -> JSONValue {
    guard let noFly = plan.site.noFly, case .object(var members) = summary,
      let area = members.firstIndex(where: { $0.key == "area_m2" })
    else { return summary }
    members.insert(
      contentsOf: [
        JSONMember(key: "no_fly_zones", value: .integer(noFly.zones.count)),
        JSONMember(key: "clearance_m", value: .number(noFly.clearance.meters)),
        JSONMember(key: "no_fly_area_m2", value: .fixed(plan.site.excludedArea.squareMeters, decimals: 2)),
      ],
      at: area + 1
    )
    return .object(members)
  }
}
