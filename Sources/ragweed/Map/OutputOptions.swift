import ArgumentParser
import Quantities
import SurveyMapping

/// What the files of a map hold, and how they are laid out.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Write masks as cloud-optimised GeoTIFF, of which parts can be read over a network.")
  var cog = false

  @Option(
    help: ArgumentHelp(
      "Leave patches below this area, such as 0.05m2, off the map; masks and areas keep them.",
      valueName: "area"
    ),
    transform: { try Area(parsing: $0) }
  )
  var minArea: Area?

  @Option(
    help: ArgumentHelp(
      "Draw patches with fewer corners, none further from the outline than this, such as 5cm; areas stay the pixels'.",
      valueName: "length"
    ),
    transform: { try Length(parsing: $0) }
  )
  var simplify: Length?

  @Flag(help: "Write <stem>.overlay.jpg, a small picture of each input with the outlines of what was found.")
  var overlay = false

  @Flag(help: "Segment each input a second time with its tiles elsewhere, and say how much that changes.")
  var qa = false

  func validate() throws {
    if let minArea, minArea <= .zero {
      throw ValidationError("--min-area must be above zero. Give for example 0.05m2.")
    }
    if let simplify, simplify <= .zero {
      throw ValidationError("--simplify must be above zero. Give for example 5cm, or leave it out.")
    }
  }

  /// What the options say of the files.
  var request: ResultRequest {
    var request = ResultRequest()
    (request.cog, request.minArea, request.simplify) = (cog, minArea, simplify)
    (request.overlay, request.qa) = (overlay, qa)
    return request
  }
}
