import ArgumentParser
import FieldGeometry
import FlightPlanning
import Quantities

/// The options for where lines lie and where the survey begins.
struct LayoutOptions: ParsableArguments {
  static let keys = ["angle", "crosshatch", "entry", "turnaround", "takeoff"]

  @Option(
    help: "Direction of the lines, clockwise from north: auto, or an angle such as 30deg.",
    transform: LineAngle.parse
  )
  var angle: LineAngle?

  @Flag(help: "Fly lines along two directions at right angles.")
  var crosshatch = false

  @Option(
    help: "Place near which the survey begins, such as 48.2083,16.3731; where it is quickest unless given.",
    transform: Place.parse
  )
  var entry: GeoCoordinate?

  @Option(
    help: "How far lines are approached and left straight, such as 10m, also beyond the field (default: 0m).",
    transform: Length.init(parsing:)
  )
  var turnaround: Length?

  @Option(
    help: "Take-off and landing, such as 48.2083,16.3731; on the field's edge unless given.",
    transform: Place.parse
  )
  var takeoff: GeoCoordinate?

  /// Puts what was given over a request.
  func apply(to request: inout SurveyRequest, _ file: MissionFile?) throws {
    if case .bearing(let bearing) = try angle ?? file?.value("angle", LineAngle.parse) { request.lineBearing = bearing }
    request.crosshatch = try crosshatch || file?.value("crosshatch", Self.flag) ?? false
    request.entry = try entry ?? file?.value("entry", Place.parse)
    request.takeoff = try takeoff ?? file?.value("takeoff", Place.parse)
    if let value = try turnaround ?? file?.value("turnaround", Length.init(parsing:)) { request.turnaround = value }
  }

  static func flag(_ text: String) throws -> Bool {
    guard let flag = Bool(text) else { throw ValidationError("'\(text)' is neither true nor false.") }
    return flag
  }
}
