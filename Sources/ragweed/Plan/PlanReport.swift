import FlightPlanning
import Quantities
import Tables

/// A plan, printed for people.
enum PlanReport {
  /// A road of a hundred bends has as many directions.
  private static let mostBearings = 6

  static func table(_ plan: SurveyPlan, name: String) -> String {
    let design = plan.design
    var table = TextTable()
    table.add(["plan", name])
    table.add(["drone", plan.request.drone.id])
    table.add(["area", Figure.text(plan.area.hectares, 4) + " ha"])
    if let noFly = plan.site.noFly {
      table.add([
        "no-fly zones",
        "\(noFly.zones.count), \(Figure.text(noFly.clearance.meters, 2)) m kept, "
          + Figure.text(plan.site.excludedArea.hectares, 4) + " ha less",
      ])
    }
    table.add(["GSD", gsd(plan)])
    table.add(["altitude", Figure.text(design.altitude.meters, 2) + " m"])
    table.add([
      "way home",
      "at \(Figure.text((plan.wayHome.altitude.meters - 1e-6).rounded(.up), 0)) m or higher (RTL_ALT, RTL_RETURN_ALT), from up to "
        + "\(Figure.text(plan.wayHome.farthest.meters, 0)) m away",
    ])
    table.add(["speed", Figure.text(design.speed.metersPerSecond, 3) + " m/s"])
    table.add([
      "lines",
      "\(plan.lines.count), direction "
        + plan.lineBearings.prefix(mostBearings).map { Figure.text($0.degrees, 2) }.joined(separator: ", ") + " deg"
        + (plan.lineBearings.count > mostBearings ? " and \(plan.lineBearings.count - mostBearings) more" : ""),
    ])
    if plan.strategy.cellCount > plan.field.count {
      let saved = plan.strategy.singleDirectionTime - plan.flightTime
      table.add([
        "cells",
        "\(plan.strategy.cellCount), \(Figure.text(saved.inMinutes, 1)) min less flight than along one direction",
      ])
    }
    table.add(["row gap", Figure.text(plan.rowGap.meters, 3) + " m"])
    if let sidelap = plan.sidelap {
      table.add([
        "sidelap",
        "\(Figure.text(sidelap.mean * 100, 1)) %, at least \(Figure.text(sidelap.least * 100, 1)) %, measured",
      ])
    }
    table.add(["images", "\(plan.imageCount)"])
    table.add(["path", Figure.text(plan.pathLength.kilometers, 3) + " km"])
    table.add(["flight time", Figure.text(plan.flightTime.inMinutes, 1) + " min"])
    table.add(["sorties", "\(plan.sorties.count)"])
    for row in PlanReport.physics(plan) { table.add(row) }
    table.add(["coverage", Figure.text(plan.coverage * 100, 3) + " %"])
    table.add(["over holes", Figure.text(plan.lengthOverHoles.meters, 2) + " m"])
    table.add(["beyond the field", Figure.text(plan.lengthBeyondField.meters, 2) + " m"])
    let changes = plan.adjustments.map {
      "changed: \($0.what) from \(Figure.text($0.from, 3)) to \(Figure.text($0.to, 3)). \($0.reason)"
    }
    let reasons = plan.limits.filter { $0.severity == .error }.map { "because: \($0.message(.options))" }
    return ([table.text(leftAligned: true), comparison(plan)] + changes + reasons).joined(separator: "\n")
  }
}
