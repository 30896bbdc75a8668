import FlightPlanning
import MissionFormats
import Quantities
import Tables

extension PlanReport {
  /// The length on the ground of a pixel, with its spread over terrain.
  static func gsd(_ plan: SurveyPlan) -> String {
    let gsd = plan.groundSamplingDistances
    let mean = Figure.text(gsd.mean.centimetersPerPixel, 4) + " cm/px"
    guard gsd.minimum < gsd.maximum else { return mean }
    return mean
      + " (\(Figure.text(gsd.minimum.centimetersPerPixel, 4)) to \(Figure.text(gsd.maximum.centimetersPerPixel, 4)))"
  }

  /// What limits the plan, what it takes and what it costs.
  static func physics(_ plan: SurveyPlan) -> [[String]] {
    let camera = plan.request.drone.camera
    let economics = plan.economics
    var rows = [["speed limited by", plan.bindingLimit.rawValue.replacing("_", with: " ")]]
    if let calibrated = camera.calibratedFocalLengthInPixels {
      let nominal = camera.nominalFocalLengthInPixels
      rows.append([
        "focal length",
        """
        \(Figure.text(calibrated, 1)) px calibrated, \(Figure.text(nominal, 1)) px nominal \
        (\(Figure.text((calibrated / nominal - 1) * 100, 2)) %)
        """,
      ])
    }
    if let terrain = plan.terrain {
      rows.append([
        "height",
        """
        \(Figure.text(terrain.leastHeightOnLines.meters, 2)) to \(Figure.text(terrain.greatestHeightOnLines.meters, 2)) m \
        over the ground on lines
        """,
      ])
    }
    let drone = plan.request.drone
    if drone.payloadPower > .zero, let battery = drone.batteryEnergy {
      let alone = battery / (battery / drone.flightTime - drone.payloadPower)
      rows.append([
        "payload",
        """
        \(Figure.text(drone.payloadPower.watts, 1)) W from the battery: \(Figure.text(drone.flightTime.inMinutes, 1)) min of \
        flight instead of \(Figure.text(alone.inMinutes, 1))
        """,
      ])
    }
    let schedule = economics.schedule
    rows.append([
      "on site",
      """
      \(Figure.text(schedule.onSiteTime.inMinutes, 1)) min with \(schedule.batteryChanges) battery changes, \
      \(schedule.drones) drone\(schedule.drones == 1 ? "" : "s")
      """,
    ])
    if schedule.drones > 1 { rows += drones(plan) }
    rows.append(["storage", Figure.text(economics.storage.bytes / 1e9, 2) + " GB"])
    rows.append(["cost", Figure.text(plan.cost.euros, 2) + " EUR (\(economics.cost.basis.rawValue))"])
    let parts: [(String, Money?)] = [
      ("pilot", economics.cost.pilot), ("hardware", economics.cost.hardware), ("battery", economics.cost.battery),
      ("travel", economics.cost.travel),
    ]
    for (name, part) in parts {
      if let part { rows.append(["  " + name, Figure.text(part.euros, 2) + " EUR"]) }
    }
    return rows
  }

  /// Who flies what, and how far apart.
  private static func drones(_ plan: SurveyPlan) -> [[String]] {
    let rows = plan.shares.enumerated().map { index, share in
      [
        "  drone \(index + 1)",
        // Each has a stretch of them.
        "\(share.sorties.count == 1 ? "sortie" : "sorties") \((share.sorties.first ?? 0) + 1)"
          + (share.sorties.count > 1 ? " to \((share.sorties.last ?? 0) + 1)" : "")
          + ", from \(PlanClock.text(share.start)), ways at up to \(Figure.text(share.highestWay.meters, 1)) m",
      ]
    }
    let separation =
      plan.economics.schedule.separation.map {
        """
        at least \(Figure.text($0.distance.meters, 1)) m (drones \($0.drones[0] + 1) and \($0.drones[1] + 1) at \
        \(PlanClock.text($0.time))), where each starts within 10 s of that
        """
      } ?? "never two in the air"
    return rows + [["  separation", separation]]
  }

  /// The seminar's count, this plan and people on foot, beside each other.
  static func comparison(_ plan: SurveyPlan) -> String {
    let economics = plan.economics
    let area = economics.area.squareKilometers
    let ideal = economics.ideal
    let manual = economics.manual
    func row(_ name: String, _ hours: Double, _ euros: Double?) -> [String] {
      [
        name, Figure.text(hours, 3), euros.map { Figure.fixed($0, 2) } ?? "unknown", Figure.text(hours / area, 3),
        euros.map { Figure.fixed($0 / area, 2) } ?? "unknown",
      ]
    }
    var table = TextTable()
    table.add(["", "h", "EUR", "h/km2", "EUR/km2"])
    table.add(
      row(
        "ideal (seminar)",
        ideal.timePerSquareKilometer.inHours * area,
        ideal.costPerSquareKilometer.map { $0.euros * area }
      )
    )
    table.add(row("this plan", economics.schedule.onSiteTime.inHours, plan.cost.euros))
    table.add(
      row("on foot", manual.timePerSquareKilometer.inHours * area, manual.costPerSquareKilometer.euros * area)
    )
    return table.text() + "\n(on foot: \(manual.source))"
  }
}
