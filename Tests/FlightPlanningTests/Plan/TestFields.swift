import FieldGeometry
import FlightPlanning
import Quantities
import TestSupport

/// Fields and requests for the tests of plans.
enum TestFields {
  static func ring(_ pairs: [(east: Double, north: Double)], turnedBy degrees: Double = 0) throws -> LinearRing {
    let turn = LocalFrameTurn(degrees: degrees)
    return try LinearRing(pairs.map { turn.point(east: $0.east, north: $0.north) })
  }

  static func square(_ side: Double) throws -> FieldBoundary {
    try FieldBoundary(outer: ring([(0, 0), (side, 0), (side, side), (0, side)]))
  }

  static func random(seed: UInt64, corners: Int = 12, radius: Double = 200, withHole: Bool = true) throws
    -> FieldBoundary
  {
    let field = RandomField(seed: seed, corners: corners, radius: radius)
    return try FieldBoundary(outer: ring(field.outer), holes: withHole ? [ring(field.hole)] : [])
  }

  static func frame(latitude: Double = 48.2) throws -> LocalFrame {
    LocalFrame(origin: try GeoCoordinate(latitude: .degrees(latitude), longitude: .degrees(16.4)))
  }

  static func request(_ drone: String = "phantom-4-pro", centimeters: Double = 1) throws -> SurveyRequest {
    try SurveyRequest(
      drone: ShippedCatalog.load().drone(id: drone),
      target: .groundSamplingDistance(.centimetersPerPixel(centimeters))
    )
  }

  static func plan(_ field: FieldBoundary, _ request: SurveyRequest) throws -> SurveyPlan {
    try SurveyPlan(for: [field], in: frame(), request: request)
  }
}
