import Documents
import FlightPlanning
import Foundation
import MissionFormats
import ResultFiles

/// The files of a plan, whole, before any of them is written.
struct PlanFiles {
  /// The files by name, in the order written.
  let contents: [(name: String, data: Data)]
  /// Why a format that was asked for is not among them: the drone does not take it.
  ///
  /// The others do not wait for that.
  let leftOut: [MissionFormatsError]

  /// Makes the files.
  ///
  /// - Throws: `MissionFormatsError` where the drone takes none of the formats, `FieldGeometryError` where a place of the
  ///   plan is not on the Earth.
  init(_ plan: SurveyPlan, name: String, formats: Set<PlanFormat>, summary: JSONValue) throws {
    var files: [(name: String, data: Data)] = [("plan.svg", Data(PlanSVG.text(of: plan, name: name).utf8))]
    files.append(("plan.html", Data(PlanHTML.text(of: plan, name: name, summary: summary).utf8)))
    if formats.contains(.geojson) { files.append(("plan.geojson", Data(try PlanGeoJSON.bytes(of: plan)))) }
    var leftOut: [MissionFormatsError] = []
    for format in PlanFormat.allCases where formats.contains(format) {
      guard let suffix = format.suffix else { continue }
      let documents: [Data]
      do {
        documents = try format.documents(of: plan, name: name)
      } catch let error as MissionFormatsError where formats.count > 1 {
        leftOut.append(error)
        continue
      }
      let digits = max(2, String(documents.count).count)
      for (index, document) in documents.enumerated() {
        let number = String(index + 1)
        let tail = documents.count > 1 ? "-" + String(repeating: "0", count: digits - number.count) + number : ""
        files.append((name + tail + suffix, document))
      }
    }
    self.leftOut = leftOut
    // The missions first: a summary without them would promise what is not there.
    let missions = files.dropFirst(2) + files.prefix(2)
    contents = missions + [("summary.json", Data(summary.bytes))]
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

  /// The sorties of an earlier plan of the same name that had more of them: nobody should fly those.
  ///
  /// - Parameters:
  ///   - name: what the plan is called.
  ///   - folder: the output folder.
  /// - Returns: the names of the files.
  /// - Throws: `FileError` where the folder cannot be listed.
  func staleSorties(of name: String, in folder: OutputFolder) throws -> [String] {
    let written = Set(contents.map(\.name))
    return try FolderListing(path: folder.url.path).names.filter { file in
      guard file.hasPrefix(name), !written.contains(file),
        let suffix = PlanFormat.allCases.compactMap(\.suffix).first(where: file.hasSuffix)
      else { return false }
      let middle = file.dropFirst(name.count).dropLast(suffix.count)
      // A file without a number may be the field's own outline, unless only missions end like that.
      if middle.isEmpty { return [PlanFormat.qgc.suffix, PlanFormat.wpl.suffix].contains(suffix) }
      return (middle.first == "-" && middle.count > 1 && middle.dropFirst().allSatisfy(\.isNumber))
    }
  }
}
