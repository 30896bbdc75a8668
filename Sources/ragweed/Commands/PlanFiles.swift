import Documents
import FlightPlanning
import Foundation
import MissionFormats
import ResultFiles

/// The files of a plan, whole, before any of them is written.
struct PlanFiles {
  /// The files by name, in the order written.
  let contents: [(name: String, data: Data)]

  init(_ plan: SurveyPlan, name: String, formats: Set<PlanFormat>, summary: JSONValue) throws {
    var files = [("summary.json", Data(summary.bytes)), ("plan.svg", Data(PlanSVG.text(of: plan, name: name).utf8))]
    files.append(("plan.html", Data(PlanHTML.text(of: plan, name: name, summary: summary).utf8)))
    if formats.contains(.geojson) { files.append(("plan.geojson", Data(try PlanGeoJSON.bytes(of: plan)))) }
    for format in PlanFormat.allCases where formats.contains(format) {
      guard let suffix = format.suffix else { continue }
      let documents = try format.documents(of: plan, name: name)
      let digits = max(2, String(documents.count).count)
      for (index, document) in documents.enumerated() {
        let number = String(index + 1)
        let tail = documents.count > 1 ? "-" + String(repeating: "0", count: digits - number.count) + number : ""
        files.append((name + tail + suffix, document))
      }
    }
    contents = files
  }

  /// Refuses to replace what the plan is made from.
  ///
  /// - Parameters:
  ///   - inputs: the paths of the files read.
  ///   - folder: the path of the output folder.
  /// - Throws: `CommandError.wouldReplaceInput`.
  func checkInputs(_ inputs: [String], folder: String) throws {
    let url = URL(fileURLWithPath: folder, isDirectory: true)
    func path(_ url: URL) -> String { url.standardizedFileURL.resolvingSymlinksInPath().path }
    let targets = contents.map { path(url.appendingPathComponent($0.name)) }
    for input in inputs {
      guard !targets.contains(path(URL(fileURLWithPath: input))) else {
        throw CommandError.wouldReplaceInput(path: input)
      }
    }
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
      guard file.hasPrefix(name), !written.contains(file),
        let suffix = PlanFormat.allCases.compactMap(\.suffix).first(where: file.hasSuffix)
      else { return false }
      let middle = file.dropFirst(name.count).dropLast(suffix.count)
      // A file without a number may be the field's own outline, unless only missions end like that.
      if middle.isEmpty { return [PlanFormat.qgc.suffix, PlanFormat.wpl.suffix].contains(suffix) }
      return (middle.first == "-" && middle.count > 1 && middle.dropFirst().allSatisfy(\.isNumber))
    }
    for file in stale {
      do {
        try FileManager.default.removeItem(atPath: folder.path(of: file))
      } catch {
        throw FileError.cannotWrite(path: folder.path(of: file), reason: error.localizedDescription)
      }
    }
    return stale
  }
}
