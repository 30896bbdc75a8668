import ArgumentParser
import Foundation
import Quantities
import SurveyMapping

/// Mapping of what arrives in a folder while it arrives.
struct WatchOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Map images as they arrive in a folder; Ctrl-C ends with the map so far.", valueName: "folder")
  )
  var watch: String?

  @Option(
    help: ArgumentHelp("End when nothing has arrived for this long: 30s.", valueName: "time"),
    transform: { try Duration(parsing: $0) }
  )
  var watchIdle: Duration?

  /// What the options say of a folder to watch; nil where there is none.
  var request: WatchRequest? { watch.map { WatchRequest(folder: $0, idle: watchIdle, stop: StopRequest()) } }

  func validate() throws {
    if watchIdle != nil, watch == nil {
      throw ValidationError("--watch-idle is of use with --watch only. Add --watch, or leave it out.")
    }
    if let watchIdle, watchIdle <= .zero {
      throw ValidationError("--watch-idle must be above zero. Give for example 30s.")
    }
  }
}
