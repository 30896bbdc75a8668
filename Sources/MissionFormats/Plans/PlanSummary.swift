public import Documents
public import FlightPlanning
import Quantities

/// The figures of a plan as `summary.json` has them.
public enum PlanSummary {
  /// The figures, with the unit in each key.
  ///
  /// - Parameters:
  ///   - plan: the plan.
  ///   - name: what the plan is called.
  ///   - parts: which parts of a field it is for; nil for all of it.
  ///   - formatAdjustments: what the files of the chosen formats do otherwise than the plan.
  ///   - wording: how settings are named in sentences.
  /// - Returns: the document.
  public static func json(
    of plan: SurveyPlan,
    name: String,
    parts: JSONValue? = nil,
    formatAdjustments: [PlanAdjustment] = [],
    wording: PlanWording = .plain
  ) -> JSONValue {
    let design = plan.design
    let gsd = plan.groundSamplingDistances
    let conditions = plan.request.conditions
    let figures = JSONValue.members([
      "schema": .string(DocumentSchema.plan.rawValue),
      "name": .string(name),
      "drone": .string(plan.request.drone.id),
      "parts": parts ?? .null,
      "area_m2": .fixed(plan.area.squareMeters, decimals: 2),
      "polygon_count": .integer(plan.field.count),
      "line_count": .integer(plan.lines.count),
      "parallel_line_count": .integer(plan.parallelLineCount),
      "strategy": strategy(of: plan),
      "line_bearing_deg": .array(plan.lineBearings.map { .fixed($0.degrees, decimals: 3) }),
      "row_gap_m": .fixed(plan.rowGap.meters, decimals: 4),
      "allowed_row_gap_m": .fixed(design.widestRowGap.meters, decimals: 4),
      "widest_row_gap_m": plan.sidelap.map { .fixed($0.widestGap.meters, decimals: 2) } ?? .null,
      "ground_width_m": .fixed(design.groundWidth.meters, decimals: 4),
      "ground_length_m": .fixed(design.groundLength.meters, decimals: 4),
      "photo_distance_m": .fixed(design.photoDistance.meters, decimals: 4),
      "sidelap_percent": .number(conditions.sidelap.percent),
      "measured_sidelap_percent": plan.sidelap.map {
        .members(["min": .fixed($0.least * 100, decimals: 2), "mean": .fixed($0.mean * 100, decimals: 2)])
      } ?? .null,
      "interior_seen_by_lines": .members([
        "lines": .integer(plan.multiplicity.lines),
        "percent": .fixed(plan.multiplicity.share * 100, decimals: 3),
      ]),
      "frontlap_percent": .number(conditions.frontlap.percent),
      "altitude_m": .fixed(design.altitude.meters, decimals: 3),
      "gsd_cm_per_px": .members([
        "min": .number(gsd.minimum.centimetersPerPixel), "mean": .number(gsd.mean.centimetersPerPixel),
        "max": .number(gsd.maximum.centimetersPerPixel),
      ]),
      "speed_m_per_s": .fixed(design.speed.metersPerSecond, decimals: 4),
      "path_length_m": .fixed(plan.pathLength.meters, decimals: 2),
      "flight_time_s": .fixed(plan.flightTime.inSeconds, decimals: 1),
      "sorties": .integer(plan.sorties.count),
      "sortie_list": .array(
        zip(plan.sorties, plan.economics.schedule.starts).map { sortie, start in
          .members([
            "drone": .integer(sortie.drone + 1),
            "start_s": .fixed(start.inSeconds, decimals: 1),
            "flight_time_s": .fixed(sortie.duration.inSeconds, decimals: 1),
            "battery_percent": .fixed(
              sortie.battery.inSeconds / plan.request.drone.flightTime.inSeconds * 100,
              decimals: 1
            ),
            "path_length_m": .fixed(sortie.pathLength.meters, decimals: 2),
            "waypoints": .integer(sortie.waypointCount),
            "lines": .integer(sortie.lines.count),
            "images": .integer(sortie.imageCount),
          ])
        }
      ),
      "images": .integer(plan.imageCount),
      "cost_eur": .fixed(plan.cost.euros, decimals: 2),
      "coverage_percent": .fixed(plan.coverage * 100, decimals: 3),
      "outside_m": .fixed(plan.lengthOverHoles.meters, decimals: 2),
      "beyond_field_m": .fixed(plan.lengthBeyondField.meters, decimals: 2),
      "exposure_s": .number(conditions.exposure.inSeconds),
      "blur_px": .fixed(plan.greatestBlurInPixels, decimals: 3),
      "binding_limit": .string(plan.bindingLimit.rawValue),
      "optics": optics(of: plan),
      "way_home": wayHome(of: plan),
      "terrain": terrain(of: plan),
      "wind": wind(of: plan),
      "schedule": schedule(of: plan),
      "cost": cost(of: plan),
      "storage": storage(of: plan),
      "comparison": comparison(of: plan),
      "assumptions": assumptions(of: plan),
      "limits": .array(
        plan.limits.map {
          .members([
            "kind": .string($0.kind.rawValue), "severity": .string($0.severity.rawValue),
            "message": .string($0.message(wording)),
          ])
        }
      ),
      "adjustments": .array(
        (plan.adjustments + formatAdjustments).map {
          .members([
            "what": .string($0.what), "from": .number($0.from), "to": .number($0.to), "reason": .string($0.reason),
          ])
        }
      ),
    ])
    return withZones(withPayload(figures, plan), plan)
  }

  private static func strategy(of plan: SurveyPlan) -> JSONValue {
    let strategy = plan.strategy
    return .members([
      "name": .string(strategy.cellCount > plan.field.count ? "cells" : "single direction"),
      "cell_count": .integer(strategy.cellCount),
      "crosshatch": .bool(plan.request.crosshatch),
      "turnaround_m": .number(plan.request.turnaround.meters),
      "single_direction_flight_time_s": .fixed(strategy.singleDirectionTime.inSeconds, decimals: 1),
      "cells_flight_time_s": strategy.cellsTime.map { .fixed($0.inSeconds, decimals: 1) } ?? .null,
    ])
  }

  private static func assumptions(of plan: SurveyPlan) -> JSONValue {
    let dynamics = plan.request.dynamics
    return .members([
      "edge_clearance_m": .number(plan.design.edgeClearance.meters),
      "terrain": .string(plan.terrain == nil ? "flat" : "from a raster"),
      "wind_m_per_s": .number(plan.request.wind.speed.metersPerSecond),
      "usable_battery_percent": .number(dynamics.usableBatteryShare * 100),
      "acceleration_m_per_s2": .number(dynamics.acceleration.metersPerSecondSquared),
      "climb_speed_m_per_s": .number(dynamics.climbSpeed.metersPerSecond),
      "descent_speed_m_per_s": .number(dynamics.descentSpeed.metersPerSecond),
      "transit_speed_m_per_s": .number(dynamics.transitSpeed.metersPerSecond),
      "transit_speed_from_m": .number(dynamics.transitSpeedFrom.meters),
    ])
  }
}
