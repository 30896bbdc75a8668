import Documents
import FieldGeometry
import FlightPlanning
import GeoRaster
import MissionFormats
import Quantities

extension PartOptions {
  /// Strips as wide as a picture, and what they save against the whole field.
  static func transects(
    of field: [FieldBoundary],
    share: Double,
    seed: UInt64,
    frame: LocalFrame,
    request: SurveyRequest
  ) throws -> Parts {
    let camera = request.drone.camera
    let width = try camera.groundWidth(at: request.target.groundSamplingDistance(with: camera))
    let sample = try SampleTransects(of: field, share: share, width: width, bearing: request.lineBearing, seed: seed)
    let pieces = try PlaneOverlay.pieces(of: field, in: sample.strips)
    guard !pieces.isEmpty else { throw FlightPlanningError.noTransect(spacing: sample.spacing) }
    let shown = pieces.reduce(0) { $0 + $1.area.squareMeters } / field.reduce(0) { $0 + $1.area.squareMeters }
    var planned = request
    planned.lineBearing = sample.bearing
    // Flat ground is near enough for a comparison; a field too large to plan whole has none.
    let whole = try? SurveyPlan(for: field, in: frame, request: request)
    let part = try SurveyPlan(for: pieces, in: frame, request: planned)
    func saved(_ part: Double, of whole: Double?) -> JSONValue {
      whole.map { .fixed((1 - part / $0) * 100, decimals: 1) } ?? .null
    }
    return Parts(
      polygons: pieces,
      report: .members([
        "kind": .string("transects"), "strips": .integer(sample.strips.count), "pieces": .integer(pieces.count),
        "strip_width_m": .fixed(width.meters, decimals: 4), "spacing_m": .fixed(sample.spacing.meters, decimals: 3),
        "bearing_deg": .fixed(sample.bearing.degrees, decimals: 3), "seed": .integer(Int(clamping: seed)),
        "asked_percent": .number(share * 100), "share_percent": .fixed(shown * 100, decimals: 3),
        "field_area_m2": area(of: field),
        "whole_field": whole.map {
          .members([
            "flight_time_s": .fixed($0.flightTime.inSeconds, decimals: 1),
            "path_length_m": .fixed($0.pathLength.meters, decimals: 2), "sorties": .integer($0.sorties.count),
            "images": .integer($0.imageCount), "cost_eur": .fixed($0.cost.euros, decimals: 2),
          ])
        } ?? .null,
        "saved_flight_time_percent": saved(part.flightTime.inSeconds, of: whole?.flightTime.inSeconds),
        "saved_cost_percent": saved(part.cost.euros, of: whole?.cost.euros),
      ]),
      bearing: sample.bearing,
      notes: whole.map { whole in
        [
          """
          The transects show \(Figure.text(shown * 100, 2)) % of the field in \(Figure.text(part.flightTime.inMinutes, 1)) \
          min of flight; the whole field takes \(Figure.text(whole.flightTime.inMinutes, 1)) min
          """
        ]
      } ?? []
    )
  }
}
