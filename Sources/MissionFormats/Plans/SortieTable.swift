import FieldGeometry
import FlightPlanning
import Documents
import Quantities

/// The table of sorties on a plan's page: who flies what, from where and how long.
struct SortieTable {
  private let plan: SurveyPlan

  init(_ plan: SurveyPlan) { self.plan = plan }

  /// The table, each sortie with its colour on the map.
  var html: String {
    let schedule = plan.economics.schedule
    let hasDrones = schedule.drones > 1
    let heads =
      ["sortie"] + (hasDrones ? ["drone"] : [])
      + ["start", "lines", "first line begins at", "pictures", "path", "time", "battery"]
    var firstLine = 1
    let rows = zip(plan.sorties, schedule.starts).enumerated().map { index, pair -> String in
      let (sortie, start) = pair
      let lines = sortie.lines.count
      let battery = sortie.battery.inSeconds / plan.request.drone.flightTime.inSeconds
      let cells =
        (hasDrones ? ["\(sortie.drone + 1)"] : []) + [
          PlanClock.text(start), lines == 1 ? "\(firstLine)" : "\(firstLine) to \(firstLine + lines - 1)",
          sortie.lines.first.map { FlightSheet.place($0.start, in: plan) } ?? "", "\(sortie.imageCount)",
          Figure.text(sortie.pathLength.kilometers, 2) + " km", PlanClock.text(sortie.duration) + " min",
          Figure.text(battery * 100, 0) + " %",
        ]
      firstLine += lines
      let color = PlanSVG.colors[index % PlanSVG.colors.count]
      return "<tr><td><span class=\"swatch\" style=\"background:\(color)\"></span> \(index + 1)</td>"
        + cells.map { "<td>\(MarkupText.escaped($0))</td>" }.joined() + "</tr>\n"
    }
    let head = heads.map { "<th>\($0)</th>" }.joined()
    return "<table class=\"sorties\">\n<tr>\(head)</tr>\n\(rows.joined())</table>" + separation(schedule)
  }

  private func separation(_ schedule: SurveySchedule) -> String {
    guard schedule.drones > 1 else { return "" }
    let ways = plan.shares.enumerated().map { "drone \($0 + 1) up to \(Figure.text($1.highestWay.meters, 0)) m" }
    let apart =
      schedule.separation.map {
        "drones in the air come no nearer than \(Figure.text($0.distance.meters, 1)) m where each starts within 10 s of "
          + "its time"
      } ?? "never are two drones in the air"
    return
      "\n<p class=\"note\">Ways without pictures: \(ways.joined(separator: ", ")); by the plan's times \(apart).</p>"
  }
}
