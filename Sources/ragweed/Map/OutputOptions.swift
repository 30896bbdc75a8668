import ArgumentParser
import Quantities
import SurveyMapping

/// What the files of a map hold, and how they are laid out.
struct OutputOptions: ParsableArguments {
  @Flag(
    inversion: .prefixedNo,
    exclusivity: .chooseLast,
    help: ArgumentHelp("Write masks as cloud-optimised GeoTIFF.", visibility: .hidden)
  )
  var cog = false

  @Option(
    help: ArgumentHelp(
      "Leave smaller patches off the map: 0.05m2 (default: none); masks and areas keep them.",
      valueName: "area"
    ),
    transform: { try Area(parsing: $0) }
  )
  var minArea: Area?

  @Option(
    help: ArgumentHelp(
      "Simplify outlines by at most this distance: 5cm (default: not); areas stay those of the pixels.",
      valueName: "length"
    ),
    transform: { try Length(parsing: $0) }
  )
  var simplify: Length?

  @Flag(
    inversion: .prefixedNo,
    exclusivity: .chooseLast,
    help: "Also write <stem>.overlay.jpg, a small picture with outlines."
  )
  var overlay = false

  @Flag(
    inversion: .prefixedNo,
    exclusivity: .chooseLast,
    help: ArgumentHelp("Repeat with shifted tiles and report how far the two masks agree.", visibility: .hidden)
  )
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
