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

  /// Removes the sorties of an earlier plan of the same name that had more of them: nobody should fly those.
  ///
  /// - Parameters:
  ///   - name: what the plan is called.
  ///   - folder: the output folder.
  /// - Returns: the names of the files removed.
  /// - Throws: `CommandError` where a file cannot be removed.
  func removeStaleSorties(of name: String, in folder: OutputFolder) throws -> [String] {
    let written = Set(contents.map(\.name))
    let found = (try? FileManager.default.contentsOfDirectory(atPath: folder.url.path)) ?? []
    let stale = found.sorted().filter { file in
      guard file.hasPrefix(name), file.hasSuffix(".plan"), !written.contains(file) else { return false }
      let middle = file.dropFirst(name.count).dropLast(".plan".count)
      return middle.isEmpty || (middle.first == "-" && middle.count > 1 && middle.dropFirst().allSatisfy(\.isNumber))
    }
    for file in stale {
      do {
        try FileManager.default.removeItem(atPath: folder.path(of: file))
      } catch {
        throw CommandError.cannotWrite(path: folder.path(of: file), reason: error.localizedDescription)
      }
    }
    return stale
  }
}
