import FlightPlanning
import Foundation
import Quantities
import SurveyMapping

/// Prints what the user should know.
struct Notices: SurveyObserver {
  func observe(_ event: SurveyEvent) {
    if case .notice(_, let sentence) = event { print(sentence) }
  }
}

// MapAnOrthophoto orthophoto.tif model.onnx folder
let paths = Array(CommandLine.arguments.dropFirst())
let request = MapRequest(
  inputs: [paths[0]],
  model: ModelRequest(path: paths[1]),
  output: paths[2],
  threads: ProcessInfo.processInfo.activeProcessorCount,
  programVersion: "MapAnOrthophoto 1",
  catalog: { try Catalog.shipped() }
)
let summary = try await SurveyRun(request, observer: Notices()).run()
for found in summary.classes { print("\(found.name): \(found.patchCount) patches, \(found.area.squareMeters) m2") }
