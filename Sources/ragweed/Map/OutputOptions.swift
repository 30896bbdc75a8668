import ArgumentParser
import GeoRaster
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
      "Leave off smaller patches: 0.05m2 (default: 25 px).",
      valueName: "area"
    ),
    transform: { try Area(parsing: $0) }
  )
  var minArea: Area?

  @Option(
    help: ArgumentHelp(
      "Simplify outlines, at most by: 5cm (default: 0.75 px); areas stay those of the pixels.",
      valueName: "length"
    ),
    transform: { try Length(parsing: $0) }
  )
  var simplify: Length?

  @Flag(
    inversion: .prefixedNo,
    exclusivity: .chooseLast,
    help: "Every patch with all its corners."
  )
  var raw = false

  @Option(help: ArgumentHelp("The survey's name (default: the output folder's).", valueName: "name"))
  var survey: String?

  @Option(
    help: ArgumentHelp("The pictures' day where they do not say it: 2026-07-01", valueName: "date"),
    transform: Self.day
  )
  var taken: String?

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

  /// Fewer pixels are as often noise as a plant, and there are more of them than of all others.
  private static let usualLeastPixels = 25
  /// In pixels: the corner of a step along a slanting edge is 0.71 from the line that leaves it out.
  private static let usualSlack = 0.75

  private static func day(_ text: String) throws -> String {
    guard text.wholeMatch(of: /[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])/) != nil else {
      throw ValidationError("'\(text)' is no day. Give it as year, month and day, for example 2026-07-01.")
    }
    return text
  }

  func validate() throws {
    if raw, minArea != nil || simplify != nil {
      throw ValidationError("--raw keeps every patch and corner. Leave out --min-area and --simplify, or --raw.")
    }
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
    (request.cog, request.minArea) = (cog, minArea)
    if !raw {
      request.leastPixels = minArea == nil ? Self.usualLeastPixels : 0
      request.simplify = simplify.map(OutlineSlack.distance) ?? .pixels(Self.usualSlack)
    }
    (request.survey, request.taken) = (survey, taken)
    (request.overlay, request.qa) = (overlay, qa)
    return request
  }
}
