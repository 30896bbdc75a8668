import Documents
import FlightPlanning
import Quantities

extension PlanSummary {
  /// The time on site.
  static func schedule(of plan: SurveyPlan) -> JSONValue {
    let schedule = plan.economics.schedule
    let lines = plan.lineLength.kilometers
    return .members([
      "drones": .integer(schedule.drones),
      "drone_list": .array(
        plan.shares.map { share in
          .members([
            "sorties": .array(share.sorties.map { .integer($0 + 1) }),
            "start_s": .fixed(share.start.inSeconds, decimals: 1),
            "highest_way_m": .fixed(share.highestWay.meters, decimals: 2),
          ])
        }
      ),
      "separation_m": schedule.drones > 1 ? .number(plan.request.logistics.separation.meters) : .null,
      "least_separation_m": schedule.separation.map { .fixed($0.distance.meters, decimals: 1) } ?? .null,
      "least_separation_at_s": schedule.separation.map { .fixed($0.time.inSeconds, decimals: 1) } ?? .null,
      "battery_changes": .integer(schedule.batteryChanges),
      "battery_change_s": .number(plan.request.logistics.batteryChange.inSeconds),
      "batteries_used": .integer(plan.sorties.count),
      "sorties_without_battery": schedule.sortiesWithoutBattery.map(JSONValue.integer) ?? .null,
      "on_site_time_s": .fixed(schedule.onSiteTime.inSeconds, decimals: 1),
      "working_days": .integer(schedule.days),
      "line_length_km": .fixed(lines, decimals: 3),
      "line_length_km_per_km2": .fixed(plan.economics.perSquareKilometer(lines), decimals: 2),
    ])
  }

  /// The cost and where it goes.
  static func cost(of plan: SurveyPlan) -> JSONValue {
    let cost = plan.economics.cost
    func euros(_ money: Money?) -> JSONValue { money.map { .fixed($0.euros, decimals: 2) } ?? .null }
    return .members([
      "basis": .string(cost.basis.rawValue),
      "total_eur": euros(cost.total),
      "pilot_eur": euros(cost.pilot),
      "hardware_eur": euros(cost.hardware),
      "battery_eur": euros(cost.battery),
      "travel_eur": euros(cost.travel),
    ])
  }

  /// The space for the pictures.
  static func storage(of plan: SurveyPlan) -> JSONValue {
    let storage = plan.economics.storage
    return .members([
      "image_bytes": .fixed(storage.bytesPerImage, decimals: 0),
      "image_bytes_basis": .string(
        storage.isFromCatalog
          ? "the catalogue" : "assumed: \(Figure.text(ImageStorage.assumedBytesPerPixel, 2)) bytes for each pixel"
      ),
      "total_bytes": .fixed(storage.bytes, decimals: 0),
    ])
  }

  /// The seminar's count, this plan and people on foot, for this area and for a square kilometre.
  static func comparison(of plan: SurveyPlan) -> JSONValue {
    let economics = plan.economics
    let area = economics.area.squareKilometers
    func row(_ hours: Double?, _ euros: Double?, _ flights: Double?) -> JSONValue {
      .members([
        "time_h": hours.map { .fixed($0, decimals: 4) } ?? .null,
        "cost_eur": euros.map { .fixed($0, decimals: 2) } ?? .null,
        "flights": flights.map { .fixed($0, decimals: 3) } ?? .null,
        "time_h_per_km2": hours.map { .fixed($0 / area, decimals: 4) } ?? .null,
        "cost_eur_per_km2": euros.map { .fixed($0 / area, decimals: 2) } ?? .null,
      ])
    }
    let ideal = economics.ideal
    return .members([
      "ideal": row(
        ideal.timePerSquareKilometer.inHours * area,
        ideal.costPerSquareKilometer.map { $0.euros * area },
        ideal.flightsPerSquareKilometer * area
      ),
      "feasible": row(economics.schedule.onSiteTime.inHours, plan.cost.euros, Double(plan.sorties.count)),
      "manual": row(
        economics.manual.timePerSquareKilometer.inHours * area,
        economics.manual.costPerSquareKilometer.euros * area,
        nil
      ),
      "manual_source": .string(economics.manual.source),
    ])
  }
}
