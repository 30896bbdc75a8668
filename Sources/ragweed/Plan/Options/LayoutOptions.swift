import ArgumentParser
import FieldGeometry
import FlightPlanning
import Quantities

/// The options for where lines lie and where the survey begins.
struct LayoutOptions: ParsableArguments {
  @Option(
    help: .value("angle", "Direction of the lines, clockwise from north, such as 30deg (default: auto)."),
    transform: LineAngle.parse
  )
  var angle: LineAngle?

  @Flag(inversion: .prefixedNo, help: "Fly lines along two directions at right angles.")
  var crosshatch = false

  @Option(
    help: .value(
      "position",
      "Where the survey begins, such as 48.2083,16.3731 (default: where it is quickest).",
      isRare: true
    ),
    transform: Place.parse
  )
  var entry: GeoCoordinate?

  @Option(
    help: .value(
      "length",
      "How far lines are approached and left straight, such as 10m, also beyond the field (default: 0m).",
      isRare: true
    ),
    transform: Length.init(parsing:)
  )
  var turnaround: Length?

  /// The direction asked for; nil for the one that takes the least time.
  var bearing: Angle? {
    guard case .bearing(let bearing) = angle else { return nil }
    return bearing
  }

  /// Puts what was given over a request.
  func apply(to request: inout SurveyRequest) {
    request.lineBearing = bearing
    request.crosshatch = crosshatch
    request.entry = entry
    if let turnaround { request.turnaround = turnaround }
  }
}
