import Documents
import FlightPlanning
import Quantities

extension PlanSummary {
  /// The figures, with what a payload takes from the battery where there is one.
  static func withPayload(_ figures: JSONValue, _ plan: SurveyPlan) -> JSONValue {
    let drone = plan.request.drone
    guard drone.payloadPower > .zero, let battery = drone.batteryEnergy, case .object(var members) = figures else {
      return figures
    }
    let alone = battery / (battery / drone.flightTime - drone.payloadPower)
    let payload = JSONValue.members([
      "power_w": .number(drone.payloadPower.watts),
      "battery_wh": .number(battery.joules / 3600),
      "battery_flight_time_min": .fixed(drone.flightTime.inMinutes, decimals: 3),
      "battery_flight_time_without_min": .fixed(alone.inMinutes, decimals: 3),
      "battery_flight_time_lost_percent": .fixed((1 - drone.flightTime / alone) * 100, decimals: 3),
    ])
    members.append(JSONMember(key: "payload", value: payload))
    return .object(members)
  }
}
