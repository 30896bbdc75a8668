import FlightPlanning
import Foundation
import MissionFormats

/// The files of a plan, whole, before any of them is written.
struct PlanFiles {
  /// The files by name, in the order written.
  let contents: [(name: String, data: Data)]

  init(_ plan: SurveyPlan, name: String, formats: Set<PlanFormat>, summary: JSONValue) throws {
    var files = [("summary.json", Data(summary.bytes)), ("plan.svg", Data(PlanSVG.text(of: plan, name: name).utf8))]
    if formats.contains(.geojson) { files.append(("plan.geojson", Data(try PlanGeoJSON.bytes(of: plan)))) }
    if formats.contains(.qgc) {
      let digits = max(2, String(plan.sorties.count).count)
      for (index, sortie) in plan.sorties.enumerated() {
        let number = String(index + 1)
        let suffix =
          plan.sorties.count > 1 ? "-" + String(repeating: "0", count: digits - number.count) + number : ""
        files.append(("\(name)\(suffix).plan", Data(try QGroundControlPlan.json(of: sortie, in: plan).bytes)))
      }
    }
    contents = files
  }
}
