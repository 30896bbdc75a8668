import Documents
import FlightPlanning
import Quantities

extension PlanSummary {
  /// Focal lengths and shutter.
  static func optics(of plan: SurveyPlan) -> JSONValue {
    let camera = plan.request.drone.camera
    let shutter = plan.design.rollingShutter
    // What the altitude would show if the focal length were the nominal one.
    let nominal = plan.design.altitude.meters / camera.nominalFocalLengthInPixels * 100
    return .members([
      "camera": .string(camera.id),
      "focal_length_nominal_px": .fixed(camera.nominalFocalLengthInPixels, decimals: 2),
      "focal_length_calibrated_px": camera.calibratedFocalLengthInPixels.map { .fixed($0, decimals: 2) } ?? .null,
      "gsd_with_nominal_focal_length_cm_per_px": .fixed(nominal, decimals: 6),
      "shutter": .string(shutter.kind.rawValue),
      "rolling_shutter_readout_s": .number(orNull: shutter.readout?.inSeconds),
      "rolling_shutter_skew_px": shutter.skewInPixels.map { .fixed($0, decimals: 2) } ?? .null,
      "obstacle_height_m": .number(plan.request.conditions.obstacleHeight.meters),
    ])
  }

  /// The heights above the terrain; null where none was given.
  static func terrain(of plan: SurveyPlan) -> JSONValue {
    guard let terrain = plan.terrain else { return .null }
    let conditions = plan.request.conditions
    func meters(_ length: Length) -> JSONValue { .fixed(length.meters, decimals: 2) }
    func overlap(_ planned: Overlap) -> JSONValue {
      let least = TerrainReport.overlap(
        planned,
        plannedHeight: plan.design.altitude,
        height: terrain.leastHeightOnLines
      )
      return .fixed(least * 100, decimals: 2)
    }
    return .members([
      "source": .string(terrain.source),
      "mode": .string(terrain.mode.rawValue),
      "tolerance_m": meters(terrain.tolerance),
      "takeoff_elevation_m": meters(terrain.takeoffElevation),
      "ground_m": .members(["min": meters(terrain.lowestGround), "max": meters(terrain.highestGround)]),
      "height_on_lines_m": .members([
        "min": meters(terrain.leastHeightOnLines), "mean": meters(terrain.meanHeightOnLines),
        "max": meters(terrain.greatestHeightOnLines),
      ]),
      "height_m": .members(["min": meters(terrain.leastHeight), "max": meters(terrain.greatestHeight)]),
      "least_sidelap_percent": overlap(conditions.sidelap),
      "least_frontlap_percent": overlap(conditions.frontlap),
      "fastest_climb_m_per_s": .fixed(terrain.fastestClimb.metersPerSecond, decimals: 3),
      "fastest_descent_m_per_s": .fixed(terrain.fastestDescent.metersPerSecond, decimals: 3),
    ])
  }

  /// The wind, and what it makes of the lines' speed.
  static func wind(of plan: SurveyPlan) -> JSONValue {
    let speeds = plan.sorties.lazy.flatMap(\.legs).filter { $0.line != nil }.map(\.speed.metersPerSecond)
    let from = plan.request.wind.from.degrees.truncatingRemainder(dividingBy: 360)
    return .members([
      "speed_m_per_s": .number(plan.request.wind.speed.metersPerSecond),
      "from_deg": .fixed(from < 0 ? from + 360 : from, decimals: 3),
      "slowest_line_m_per_s": .number(orNull: speeds.min()),
      "fastest_line_m_per_s": .number(orNull: speeds.max()),
    ])
  }
}
